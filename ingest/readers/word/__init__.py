"""WordprocessingML (.docx): a package of XML parts -> lines, with what Word computes when it prints.

In: the bytes of a package (`ingest.readers.package`). Out: a `Document`. `reader` tells the parts together,
`blocks` walks paragraphs and tables, `inline` reads the words of a paragraph, `numbering` its automatic
number, `styles` what it inherits.
"""
