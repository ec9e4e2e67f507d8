"""The only place that knows SQL: rows go in, model objects come out."""

from qcode.store.engine import Store
from qcode.store.mending import in_part
from qcode.store.opening import open_store

__all__ = ["Store", "in_part", "open_store"]
