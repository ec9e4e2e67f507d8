"""Any table as a pandas DataFrame, for analyses of one's own in a notebook.

Knows how what a column holds becomes a dtype; knows no table in particular.
"""

import pandas as pd

from qcode.model.table import Holds, Table

_DTYPES = {
    Holds.TEXT: "str",
    Holds.WHOLE: "Int64",
    Holds.NUMBER: "float64",
    Holds.TRUTH: "boolean",
}


def data_frame(table: Table) -> pd.DataFrame:
    """Return a table's rows in their order, a column of the frame for each column.

    Text has the dtype str, whole numbers Int64, numbers float64, truth values boolean;
    an empty cell is missing in each. `attrs` say what the table's file would: "title",
    "unit", "base", "filters", "parameters", "notes", and "meaning" of each column.
    """
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    frame = pd.DataFrame(
        {
            column.name: pd.Series(list(values), dtype=_DTYPES[column.holds])
            for column, values in zip(table.columns, cells, strict=True)
        }
    )
    made_from = table.provenance
    frame.attrs = {
        "title": table.title,
        "unit": made_from.unit,
        "base": dict(made_from.base),
        "filters": dict(made_from.filters),
        "parameters": dict(made_from.parameters),
        "notes": list(table.notes),
        "meaning": {column.name: column.meaning for column in table.columns},
    }
    return frame
