"""The Library: plans, versions, originals, briefings and the log of questions, kept in one database.

In and out: values of `ingest.model`. The only room that knows SQLAlchemy.
"""
