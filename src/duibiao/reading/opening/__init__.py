"""Files in: a text, web page, Word file or PDF becomes a `Document`, or is refused with the way out.

One file reads one format; `files` tells which it is by its content.
"""
