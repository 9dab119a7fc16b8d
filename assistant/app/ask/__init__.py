"""问答: the chat."""
