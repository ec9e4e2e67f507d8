"""One module per screen that opens above the coding screen, loaded when it is opened.

Each gives its screen what it needs, and shows in the text what was found there.
"""
