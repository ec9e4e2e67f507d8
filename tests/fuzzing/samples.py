"""A small sound file of each format, to be damaged, and how it is read."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import odfdo
import openpyxl
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from qcode.interchange.archives import check_archive
from qcode.interchange.registry import USUAL_LIMITS, importer_for
from qcode.interchange.survey_answers import AnswerColumns, read_answers

_TEXT = "I: Wie war das? 😀\n\nB: Scho\u0308n – [00:01:02] ja.\n"
_COLUMNS = AnswerColumns(("text",), ("id",))


def _docx() -> bytes:
    document = docx.Document()
    run = document.add_paragraph("I: Wie?").add_run(" Ja.")
    document.add_comment(run, text="Hm?", author="KM")
    document.add_table(1, 2).cell(0, 0).text = "Amt"
    return _saved(document)


def _odt() -> bytes:
    document = odfdo.Document("text")
    document.body.append(odfdo.Paragraph("I: Wie war das?"))
    return _saved(document)


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "text"])
    book.active.append([1, "Ja."])
    return _saved(book)


def _pdf() -> bytes:
    drawn = BytesIO()
    canvas = Canvas(drawn, invariant=1)
    canvas.drawString(70, 700, "I: Wie war das?")
    canvas.save()
    return drawn.getvalue()


def _saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]  # three libraries, one verb
    return stream.getvalue()


SAMPLES = {
    ".csv": b'id;text\n1;"Ja,\r\nja"\n2;Nein\n',
    ".docx": _docx(),
    ".html": f"<meta charset=utf-8><ul><li>{_TEXT}</ul><table><tr><td>x".encode(),
    ".md": f"---\ncity: A\nrole: [a, b]\n---\n# H\n{_TEXT}".encode(),
    ".odt": _odt(),
    ".pdf": _pdf(),
    ".rtf": b"{\\rtf1\\ansicpg1252 I: Wie?\\par {\\b B}: J\\'e4\\u8364?\\line ja.}",
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nI: <i>Ja</i>\n\n2\n",
    ".txt": _TEXT.encode(),
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Ja</v> <v B>Nein</v>\n",
    ".xlsx": _xlsx(),
}


def read(suffix: str, content: bytes) -> Iterator[str]:
    """Yield the texts that importing these bytes gives; raises UnreadableError."""
    path = Path(f"a{suffix}")
    check_archive(content, path, USUAL_LIMITS)
    if suffix in (".csv", ".xlsx"):
        for found in read_answers(content, path, _COLUMNS):
            yield getattr(found, "text", "")
    else:
        yield importer_for(path).read(content, path).text


@st.composite
def damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    """A sample some of whose stretches are replaced, repeated or cut out.

    In an archive that is more often done to a part, packed again soundly: else no
    damage would get beyond the checksums.
    """
    if not sample.startswith(b"PK") or draw(st.integers(0, 3)) == 0:
        return draw(_spoilt(sample))
    with ZipFile(BytesIO(sample)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(_spoilt(parts[name]))
    packed = BytesIO()
    with ZipFile(packed, "w") as target:
        for member, content in parts.items():
            target.writestr(member, content)
    return packed.getvalue()


@st.composite
def _spoilt(draw: st.DrawFn, content: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        filling = draw(
            st.one_of(
                st.binary(max_size=8),
                st.just(content[start:end] * 3),
                st.sampled_from(_TOKENS),
            )
        )
        content = content[:start] + filling + content[end:]
    return content


_TOKENS = [
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"PK\x03\x04", b"%PDF-", b"{\\rtf1"),
    *(b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"&x;", b"<v>", b"-->", b"{" * 99),
    *(b"\\u-99999 ", b"99:99:99.999", b"\\bin99999999999", b"\\'zz"),
    *(b"<table><tr>", b"---\n", b"\x85"),
]
