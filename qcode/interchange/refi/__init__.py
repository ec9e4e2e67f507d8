"""REFI-QDA 1.5: projects (`.qdpx`) and codebooks (`.qdc`) of other programs.

The words of the standard (source, selection, note, user) stay inside this package
(REFI-QDA 1.5, 2019).
"""
