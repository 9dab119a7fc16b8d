"""Pieces of HTML that several tabs share. Pure functions, all words escaped."""
