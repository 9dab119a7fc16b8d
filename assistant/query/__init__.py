"""A question -> a `Query`: intent, slots, scope, entities. The only room that reads a question's raw
words.
"""
