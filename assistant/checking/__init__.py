"""核稿: somebody's own sentences held against the library's clauses."""
