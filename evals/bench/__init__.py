"""Benchmarks: how fast, how big, how well found, and how models of several tempers do."""
