"""Charts as PNG, SVG and PDF: for an A4 page, in grey, and for the colour-blind.

Only `drawing` and what it draws with load matplotlib; words, colours and tiling serve
charts on the screen too.
"""
