"""Charts drawn into cells: pure, of a model's chart and a size.

Told apart by colour are things that differ in their characters too, so that neither
colour blindness nor a terminal without colours hides which is which.
"""
