"""What a file of qcode says in a comment about how its positions are counted.

Other programs pass over comments, so that it harms nowhere.
"""

from lxml import etree

from qcode.interchange.refi.markup import Element
from qcode.text.offsets import Units

_REMARK = " qcode: positions count {}; an end is not included "
# It stands between the XML declaration and the root.
_WITHIN_BYTES = 200


def remark(units: Units) -> Element:
    """Return the comment that goes before a project."""
    return etree.Comment(_REMARK.format(units))


def stated_units(xml: bytes) -> Units | None:
    """Return what the comment before a project says, `None` if there is none."""
    beginning = xml[:_WITHIN_BYTES].partition(b"<Project")[0]
    for units in Units:
        if f"<!--{_REMARK.format(units)}-->".encode() in beginning:
            return units
    return None
