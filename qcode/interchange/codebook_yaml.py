"""codebook.yaml as people write and review it: both ways, comments kept.

The border of the layer: what stands here is what others use. `codebook_source` takes
YAML apart, `codebook_form` checks single values, `codebook_file` whole codebooks,
`codebook_writer` changes a file's text, `codebook_template` begins one.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from qcode.interchange.codebook_file import read_file
from qcode.interchange.codebook_template import new_codebook
from qcode.interchange.codebook_writer import write_codebook
from qcode.model.codebook import Codebook
from qcode.model.ids import CodeId

__all__ = ["new_codebook", "read_codebook", "write_codebook"]

_NONE: Mapping[str, CodeId] = MappingProxyType({})


def read_codebook(
    content: bytes | str, path: Path | str, known: Mapping[str, CodeId] = _NONE
) -> Codebook:
    """Return the codebook that a file holds, its codes in tree order.

    `known` maps every key that the study knows, former ones too, to its code. A code
    has the id that the file names, else the one known for its key, else for one of
    its former keys, else the one that follows from the study and its first key.
    Raises CodebookFileError at the first fault by position; it tells how many more.
    """
    return read_file(content, path, known).codebook
