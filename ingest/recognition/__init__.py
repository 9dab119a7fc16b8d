"""Pictures of pages -> their lines, by PP-OCRv6 in rapidocr, which runs in a process of its own.

`recognise.py` is the way in; `child.py` is that process and alone knows the engine; what it has found is put
into reading order by `in_rows`. What is doubted of a line is said in
`scan_doubts` in `ingest/readers/scans.py`.
"""
