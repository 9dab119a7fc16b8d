"""What a question is understood to ask: tables of phrasings of our own."""
