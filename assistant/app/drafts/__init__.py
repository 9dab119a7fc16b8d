"""核稿: a person's own draft held against the library, on the page."""
