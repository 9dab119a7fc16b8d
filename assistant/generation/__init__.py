"""The language model's part of an answer: prompts, the evidence it is given, its reply sentence by sentence,
repair.
"""
