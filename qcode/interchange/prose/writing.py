"""Writing a text to a file, the format by the ending, the same bytes each time."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.errors import WrongUsageError
from qcode.model.prose import Prose
from qcode.project import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

# Loaded when a file asks for it: python-docx takes 0.2 s.
_FORMATS = {
    ".docx": "qcode.interchange.prose.docx_prose",
    ".html": "qcode.interchange.prose.html_prose",
    ".md": "qcode.interchange.prose.markdown_prose",
}
ENDINGS = tuple(_FORMATS)


def write_prose(path: Path, prose: Prose) -> None:
    """Write a text to a .docx, .html or .md file, whole or not at all.

    Raises WrongUsageError for another ending, StudyError where nothing can be written.
    """
    module = _FORMATS.get(path.suffix.lower())
    if module is None:
        raise WrongUsageError(
            f"'{path.name}' does not say which format it is to have. Let its name end "
            f"in one of {', '.join(ENDINGS)}."
        )
    content: Callable[[Prose], bytes] = import_module(module).content
    write_whole(path, content(prose))
