"""Widgets draw what they are given and post what people did."""
