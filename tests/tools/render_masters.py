"""Render the plain masters of the demonstration documents into their formats.

Usage: `python -m tests.tools.render_masters`

Rendering twice gives the same bytes.
"""

from collections.abc import Callable
from pathlib import Path

from tests.tools.master_writers import to_docx, to_html, to_odt, to_pdf, to_rtf
from tests.tools.masters import Part, read_master

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
MASTERS = ROOT / "tests" / "data" / "masters"
WRITERS: dict[str, Callable[[list[Part]], bytes]] = {
    ".docx": to_docx,
    ".html": to_html,
    ".odt": to_odt,
    ".pdf": to_pdf,
    ".rtf": to_rtf,
}


def target_of(master: Path) -> Path:
    """Return the rendered file: `a.odt.txt` is the master of `a.odt`."""
    return CORPUS / master.stem


def main() -> None:
    """Write the target of every master."""
    for master in sorted(MASTERS.glob("*.txt")):
        target = target_of(master)
        target.write_bytes(WRITERS[target.suffix](read_master(master)))
        print(target.relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
