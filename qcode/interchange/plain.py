"""Transcripts in plain text files: the text stays as it is."""

from pathlib import Path

from qcode.interchange.encoding import decode
from qcode.interchange.registry import ImportedText


class PlainImporter:
    """Reads .txt files."""

    suffixes = (".txt",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the file's text; its title is the file's name without ending."""
        return ImportedText(decode(content, path), metadata={}, title=path.stem)
