"""Codes proposed for passages, each with its reason; stores nothing."""
