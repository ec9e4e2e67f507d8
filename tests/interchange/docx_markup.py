"""Word documents made of WordprocessingML, and what is read of them."""

from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qcode.interchange.docx import DocxImporter

PATH = Path("interview-03.docx")


NAMESPACES = (
    f"{nsdecls('w')} "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def read(document: Document) -> str:
    stream = BytesIO()
    document.save(stream)
    return DocxImporter().read(stream.getvalue(), PATH).text


def read_body(xml: str) -> str:
    """Return the text of a document whose body is this WordprocessingML."""
    document = docx.Document()
    holder = parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")
    for element in reversed(list(holder)):
        document.element.body.insert(0, element)
    return read(document)


def p(xml: str) -> str:
    return f"<w:p>{xml}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
