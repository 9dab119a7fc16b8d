"""Embedders: texts in, unit vectors out, behind one Protocol; and the endpoint they and the chat share."""
