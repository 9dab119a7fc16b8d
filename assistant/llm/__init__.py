"""The endpoint of a language model: messages in, a stream of words out, every failure a `ModelError`."""
