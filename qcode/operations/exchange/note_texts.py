"""Titles of notes: a memo has a text only, so that a title goes before it."""

NOTHING = "(no text)"


def entitled(name: str, text: str) -> tuple[str, bool]:
    """Return a memo's text for a note, and whether it is another than the note's.

    A title that only repeats how the text begins is left off.
    """
    title = " ".join(name.split())
    if not text.strip():
        return title or NOTHING, True
    # As programs cut titles: a beginning, perhaps with dots behind it.
    beginning = title.rstrip(".…").casefold()
    if " ".join(text.split()).casefold().startswith(beginning):
        return text, False
    return f"{title}\n\n{text}", True


def title_of(text: str, at_most: int = 60) -> str:
    """Return a title for a memo that has none: how it begins."""
    line = " ".join(text.split())
    return line if len(line) <= at_most else f"{line[: at_most - 1].rstrip()}…"
