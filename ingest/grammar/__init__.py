"""What the words of official papers mean: one recogniser and one table of data for each concept.

In: text. Out: values with half-open spans in code points of that text. Readers, questions, verification,
briefings and the gate all ask here. Imports nothing of the project but `ingest.errors` and `ingest.model`.
"""
