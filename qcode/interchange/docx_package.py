"""A .docx file as bytes -> its opened document, or the reason why not.

Owns what can be wrong with the package: not a ZIP archive at all, protected by
a password, a ZIP bomb, damaged. Knows nothing of the text inside.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument

from qcode.errors import UnreadableError
from qcode.interchange.archives import require_archive

_IS_OTHER = "is damaged or not a Word document (.docx); open and save it in Word."
_OLE_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/"


def open_package(content: bytes, path: Path) -> WordDocument:
    """Return the Word document in the bytes; raises UnreadableError."""
    if content.startswith(_OLE_CONTAINER):
        raise UnreadableError(path, _why_ole(content))
    if content.startswith(b"{\\rtf"):
        raise UnreadableError(
            path, "is an RTF document under the name .docx; save it as .docx in Word."
        )
    require_archive(content, path, is_other=_IS_OTHER)
    try:
        document = Document(BytesIO(content))
        has_body = document.element.body is not None and document.styles is not None
    # python-docx raises whatever a damaged part makes it stumble over.
    except Exception as error:
        raise UnreadableError(path, why_damaged(content)) from error
    if not has_body:
        raise UnreadableError(path, why_damaged(content))
    return document


def _why_ole(content: bytes) -> str:
    """Return why a file in the container of old Office documents is refused."""
    if _ENCRYPTED_STREAM in content:
        return (
            "is protected by a password; open it in Word, take the password off and "
            "save it."
        )
    return (
        "is an old Word document (.doc) under the name .docx; open it in Word and save "
        "it as .docx."
    )


def why_damaged(content: bytes) -> str:
    """Return what to say of a package that cannot be read."""
    if _is_strict(content):
        return (
            "is saved as 'Strict Open XML'; save it in Word as an ordinary Word "
            "document (.docx)."
        )
    return (
        "is damaged or not a Word document (.docx); open it in Word, which may repair "
        "it, and save it."
    )


def _is_strict(content: bytes) -> bool:
    """Whether the package uses the namespaces of ISO/IEC 29500 Strict."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _STRICT_NAMESPACE in archive.read("_rels/.rels")
    # The archive is known to be damaged; this only looks for a better reason.
    except Exception:
        return False
