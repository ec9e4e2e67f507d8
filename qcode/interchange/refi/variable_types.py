"""Which values a variable's type allows, as XML Schema writes them."""

import re
from datetime import date, datetime

from qcode.interchange.refi.project import VariableType

_FORMS = {
    VariableType.TEXT: r"(?s).*",
    VariableType.BOOLEAN: r"true|false|1|0",
    VariableType.INTEGER: r"[+-]?[0-9]+",
    VariableType.FLOAT: r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    VariableType.DATE: r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    VariableType.DATE_TIME: (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
        r"(Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
}


def fits(value: str, kind: VariableType) -> bool:
    """Whether a value is one of the type.

    Source: XML Schema 1.0, part 2 (W3C, 2004); of dates those with four digits for
    the year and no time zone.
    """
    if not re.fullmatch(_FORMS[kind], value):
        return False
    try:
        if kind is VariableType.DATE:
            date.fromisoformat(value)
        elif kind is VariableType.DATE_TIME:
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
