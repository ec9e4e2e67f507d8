"""Render the plain masters of the demonstration interviews into Word files.

Usage: ``python tests/tools/render_masters.py``

A master is UTF-8 with LF. Its first line is the title, its second the note that
the conversation is invented; after that every line that is not blank is one
paragraph, and ``## `` marks a heading. Rendering twice gives the same bytes.
"""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

ROOT = Path(__file__).resolve().parents[2]
MASTERS = ROOT / "tests" / "data" / "masters"
TARGETS = {
    "interview-03-personalrat.txt": ROOT / "corpus" / "interview-03-personalrat.docx",
}
STAMP = datetime(2023, 3, 1)
LABEL = re.compile(r"[IB]:")


def fix_properties(document: WordDocument, title: str) -> None:
    """Replace what the template says about author, dates and language."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = STAMP
    properties.language = "de-DE"
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")


def add_turn(document: WordDocument, line: str) -> None:
    """Add one paragraph, its speaker label in a bold run of its own."""
    paragraph = document.add_paragraph()
    if label := LABEL.match(line):
        paragraph.add_run(label.group()).bold = True
        line = line[label.end() :]
    paragraph.add_run(line)


def build(master: str) -> WordDocument:
    """Return the Word document of a master's text.

    Args:
        master: The whole text; at least a title line and a note line.

    Returns:
        The document, not yet written.
    """
    title, note, *body = (line for line in master.split("\n") if line.strip())
    document = Document()
    fix_properties(document, title)
    document.add_heading(title, level=1)
    document.add_paragraph().add_run(note).italic = True
    for line in body:
        if line.startswith("## "):
            document.add_heading(line.removeprefix("## "), level=2)
        else:
            add_turn(document, line)
    return document


def pack(document: WordDocument) -> bytes:
    """Return the document's archive with constant times, the same on each run."""
    drawn, packed = BytesIO(), BytesIO()
    document.save(drawn)
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=STAMP.timetuple()[:6])
            member.create_system = 0
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return packed.getvalue()


def main() -> None:
    """Write the target of every master that has one."""
    for name, target in TARGETS.items():
        master = (MASTERS / name).read_text(encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(pack(build(master)))
        print(target.relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
