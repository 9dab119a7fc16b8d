"""The two indexes beside the Library: passages in, hits out. Tantivy, Chroma and LlamaIndex stand behind one
module each.
"""
