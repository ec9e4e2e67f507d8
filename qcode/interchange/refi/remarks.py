"""What a file of qcode says in a comment about how its positions are counted.

Other programs pass over comments, so that it harms nowhere.
"""

from lxml import etree

from qcode.interchange.refi.markup import Element
from qcode.text.offsets import Units

_REMARK = "qcode: positions count {}; an end is not included"


def remark(units: Units) -> Element:
    """Return the comment that goes before a project."""
    return etree.Comment(f" {_REMARK.format(units)} ")


def stated_units(root: Element) -> Units | None:
    """Return what the comment before a project says, `None` if there is none."""
    before = root.getprevious()
    while before is not None:
        for units in Units:
            said = str(before.text or "").strip()
            if before.tag is etree.Comment and said == _REMARK.format(units):
                return units
        before = before.getprevious()
    return None
