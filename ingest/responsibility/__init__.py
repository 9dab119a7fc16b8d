"""Whom a clause charges: annotations and sentences in, `Responsibility` values with their part out."""
