"""Whole studies from other programs and to them: REFI-QDA projects, with a report."""
