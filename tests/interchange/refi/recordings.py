"""Recordings with their transcripts, as a project has them."""

from uuid import UUID

from tests.interchange.refi.archives import (
    CASE,
    OTHER,
    SELECTION,
    SOURCE,
    USER,
    a_coding,
)

# The emoji is two units of UTF-16, the line break two characters there.
RAW = "I: Gut \U0001f600?\r\nB: Ja, sehr.\r\nשלום"


TEXT = RAW.replace("\r\n", "\n")


SECOND = "99999999-0000-4000-8000-000000000002"


def point_guid(number: int) -> UUID:
    return UUID(f"99999999-0000-4000-8000-{number:012}")


def a_point(number: int, position: object, time: object = "") -> str:
    stamp = f' timeStamp="{time}"' if time != "" else ""
    return f'<SyncPoint guid="{point_guid(number)}" position="{position}"{stamp}/>'


def a_passage(start: int, end: int) -> str:
    return (
        f'<TranscriptSelection guid="{SELECTION}" name="Ja" creatingUser="{USER}" '
        f'fromSyncPoint="{{{str(point_guid(start)).upper()}}}" '
        f'toSyncPoint="{point_guid(end)}">{a_coding()}</TranscriptSelection>'
    )


def a_video(*transcripts: str) -> str:
    return (
        f'<VideoSource guid="{OTHER}" name="Film" path="internal://f.mp4">'
        f"{''.join(transcripts)}"
        f'<VideoSelection guid="{CASE}" begin="0" end="900"/></VideoSource>'
    )


def a_transcript(inside: str, guid: str = SOURCE, path: str = "t.txt") -> str:
    return (
        f'<Transcript guid="{guid}" name="Abschrift" plainTextPath="internal://{path}">'
        f"{inside}</Transcript>"
    )


# Counted in UTF-16 with CRLF as two: the emoji ends at 9, line two begins at 12.
POINTS = (
    a_point(1, 0, 0) + a_point(2, 12, 2260) + a_point(3, 24) + a_point(4, 26, "3600000")
)
