"""Comments in documents that come in: they become memos of the one who imports."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from qcode.interchange.registry import Comment
from qcode.model.coding import Memo, Subject, now
from qcode.model.ids import CoderId, DocumentId
from qcode.model.journal import Change, ObjectKind
from qcode.store import memos
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

PASSAGE = 120


def take_comments(
    connection: "Connection",
    comments: Sequence[Comment],
    document_id: DocumentId,
    coder_id: CoderId,
) -> tuple[Change, ...]:
    """Write the comments as memos about the document, and return what changed.

    A memo needs a coder, which the one who commented need not be: who wrote it
    stands in the memo.
    """
    # In the order of the text: memos are told by their time.
    start = now()
    written = [
        Memo(
            coder_id,
            Subject.DOCUMENT,
            document_id,
            _told(comment),
            written_at=start + timedelta(microseconds=number),
        )
        for number, comment in enumerate(comments)
        if comment.text.strip()
    ]
    memos.insert_many(connection, written)
    return tuple(
        Change(ObjectKind.MEMO, memo.id, None, record_of(memo)) for memo in written
    )


def _told(comment: Comment) -> str:
    """Return the comment with what it is about, its author and date in front."""
    passage = " ".join(comment.passage.split())
    if len(passage) > PASSAGE:
        passage = passage[: PASSAGE - 1] + "…"
    who = ", ".join(filter(None, (comment.author, comment.date)))
    head = " – ".join(filter(None, (passage and f"“{passage}”", who)))
    text = "".join("\ufffd" if sign == "\0" else sign for sign in comment.text.strip())
    return f"{head}: {text}" if head else text
