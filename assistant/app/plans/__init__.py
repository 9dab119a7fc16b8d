"""文件: the library's plans, adding and changing them."""
