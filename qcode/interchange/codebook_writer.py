"""Changing a codebook file's text as little as the codebook asks for.

It decides which code of the file is which of the codebook; `codebook_rewriting` moves
the lines. What results is read again before it is given away.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from qcode.errors import CodebookFileError
from qcode.interchange.codebook_file import CodebookFile, FileCode, read_file
from qcode.interchange.codebook_rewriting import rewritten
from qcode.model.codebook import Codebook, in_tree_order
from qcode.model.ids import CodeId

_NAME = "codebook.yaml"


def write_codebook(content: str, codebook: Codebook) -> str:
    """Return the file's text, changed so that reading it gives the codebook.

    Codes are recognised by id, else by key, else by a former key. A code whose key
    changed keeps the old one in `formerly`, even where the codebook forgot it. Lines of
    what did not change stay byte for byte; only a moved code is indented anew.
    Raises CodebookFileError if `content` is no codebook, and ValueError if the
    codebook is none that a file can hold (keys used twice, more than 12 levels …).
    """
    file = read_file(content, _NAME, {})
    olds = _recognised(file, codebook)
    wanted = _with_former_keys(codebook, olds)
    if wanted == file.codebook:
        return content
    text = "".join(rewritten(file, wanted, olds))
    if not content.endswith("\n"):
        text = text.removesuffix("\n")
    if "\r\n" in content:
        text = re.sub(r"(?<!\r)\n", "\r\n", text)
    if content.startswith("\ufeff"):
        text = "\ufeff" + text
    _prove(text, wanted)
    return text


def _prove(text: str, wanted: Codebook) -> None:
    try:
        is_same = read_file(text, _NAME, {}).codebook == wanted
    except CodebookFileError as error:
        raise ValueError(f"no file can hold this codebook: {error.reason}") from error
    if not is_same:
        raise ValueError("no file can hold this codebook: it would be read otherwise")


def _recognised(file: CodebookFile, codebook: Codebook) -> dict[CodeId, FileCode]:
    """Return the code of the file for each code of the codebook that it has."""
    found: dict[CodeId, FileCode] = {}
    left = {old.code.id: old for old in file.all_codes}
    for code in codebook.codes:
        if code.id in left:
            found[code.id] = left.pop(code.id)
    by_key = {
        key: old for old in left.values() for key in (*old.code.formerly, old.code.key)
    }
    for code in codebook.codes:
        for key in (code.key, *code.formerly):
            old = by_key.get(key)
            if code.id not in found and old is not None and old.code.id in left:
                found[code.id] = left.pop(old.code.id)
    return found


def _with_former_keys(codebook: Codebook, olds: Mapping[CodeId, FileCode]) -> Codebook:
    """Return the codebook in tree order, each changed key standing in `formerly`."""
    used = {key for code in codebook.codes for key in (code.key, *code.formerly)}
    codes = []
    for code in in_tree_order(codebook.codes):
        old = olds.get(code.id)
        if old is not None and old.code.key not in used:
            code = replace(code, formerly=(*code.formerly, old.code.key))
        codes.append(code)
    return replace(codebook, codes=tuple(codes))
