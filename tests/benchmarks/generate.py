"""A synthetic study of any size as plain files, the same for the same seed.

    python -m tests.benchmarks.generate S|M|L|100K FOLDER [--seed N]

Writes docs/doc_00001.txt …, codebook.json, coders.json, codings.csv, meta.json.
Offsets count codepoints; lines are wrapped at 78 columns; turns are parted by a
blank line and alternate between `I:` and `P07:`.
"""

import argparse
import csv
import json
import random
import re
import textwrap
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

SIZES = {  # documents, words a document, codings, coders
    "XS": (4, 600, 80, 2),
    "S": (32, 4_000, 3_000, 2),
    "M": (300, 6_000, 60_000, 4),
    "L": (3_000, 6_000, 1_000_000, 6),
    "100K": (100, 6_000, 100_000, 4),
    "LONG": (1, 100_000, 3_000, 1),
}
CODERS = ["anna", "bernd", "carla", "dirk", "eva", "fatih"]
_SYLLABLES = re.split(
    " ",
    "ba be bo da de di fa fe ga ge hal hin kan kel la lei lo mar mei mo na nen ni pa "
    "rau rei ro sa schen se sol ta tung ter un ver wal wei zeit zu ü ä ö",
)
_SMALL = ["und", "die", "der", "das", "ist", "nicht", "wir", "auch", "so", "ähm"]
_COLUMNS = ["id", "doc", "coder", "code", "start", "end", "line", "line_end"]


def vocabulary(rng: random.Random, size: int = 6_000) -> list[str]:
    """Return invented words, the frequent small ones first."""
    made = dict.fromkeys(_SMALL)
    while len(made) < size:
        word = "".join(rng.choices(_SYLLABLES, k=rng.choice((2, 2, 3, 4))))
        made[word.capitalize() if rng.random() < 0.35 else word] = None
    return list(made)


def transcript(rng: random.Random, words: list[str], number: int) -> str:
    """Return an interview of these words, in turns and sentences."""
    turns, at, is_interviewer = [], 0, True
    while at < len(words):
        length = rng.randint(6, 35) if is_interviewer else rng.randint(30, 220)
        spoken = words[at : at + length]
        at += length
        place = 0
        while place < len(spoken):
            last = min(place + rng.randint(5, 18), len(spoken)) - 1
            spoken[place] = spoken[place].capitalize()
            spoken[last] += "?" if is_interviewer and rng.random() < 0.4 else "."
            place = last + 1
        label = "I" if is_interviewer else f"P{number:02d}"
        turns.append(
            textwrap.fill(
                f"{label}: {' '.join(spoken)}",
                78,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
        is_interviewer = not is_interviewer
    return "\n\n".join(turns) + "\n"


def codebook() -> list[dict[str, object]]:
    """Return sixty codes in three levels: 6, each 3, each 2."""
    codes: list[dict[str, object]] = []

    def add(name: str, parent: object, level: int) -> int:
        codes.append(
            {"id": len(codes) + 1, "name": name, "parent": parent, "level": level}
        )
        return len(codes)

    for top in range(1, 7):
        family = add(f"family_{top}", None, 1)
        for middle in range(1, 4):
            category = add(f"category_{top}_{middle}", family, 2)
            for leaf in range(1, 3):
                add(f"code_{top}_{middle}_{leaf}", category, 3)
    return codes


def spans(rng: random.Random, text: str, number: int) -> list[tuple[int, int]]:
    """Return spans that overlap as codings do: a third lies on or near another."""
    starts = [at + 1 for at, sign in enumerate(text[:-30]) if sign in " \n"]
    found: list[tuple[int, int]] = []
    while len(found) < number:
        if found and rng.random() < 0.35:
            start, end = rng.choice(found)
            if rng.random() < 0.6:
                start = max(0, start + rng.randint(-60, 60))
                end = max(start + 20, end + rng.randint(-60, 60))
        else:
            start = rng.choice(starts)
            end = start + int(min(2_500, max(25, rng.lognormvariate(5.2, 0.8))))
        end = min(end, len(text))
        segment = text[start:end]
        start += len(segment) - len(segment.lstrip())
        end -= len(segment) - len(segment.rstrip())
        if start < end:
            found.append((start, end))
    return found


def write_study(size: str, folder: Path, seed: int = 1) -> None:
    """Write all files of a study of this size into the folder."""
    documents, words_each, codings, coder_count = SIZES[size]
    rng = random.Random(f"{seed}-{size}")
    known = vocabulary(random.Random(seed))
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(known))))
    codes, coders = codebook(), CODERS[:coder_count]
    code_weights = list(accumulate(1 / (rank % 23 + 3) for rank in range(len(codes))))
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    stored = characters = 0
    with (folder / "codings.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(_COLUMNS)
        for number in range(1, documents + 1):
            chosen = rng.choices(known, cum_weights=weights, k=words_each)
            text = transcript(rng, chosen, number)
            characters += len(text)
            path = folder / "docs" / f"doc_{number:05d}.txt"
            path.write_text(text, "utf-8", newline="\n")
            breaks = [at for at, sign in enumerate(text) if sign == "\n"]
            share = codings // documents + (number <= codings % documents)
            seen: set[tuple[int, int, object, str]] = set()
            while len(seen) < share:
                for start, end in spans(rng, text, share - len(seen)):
                    code = rng.choices(codes, cum_weights=code_weights)[0]["id"]
                    seen.add((start, end, code, rng.choice(coders)))
            for start, end, code, coder in sorted(seen):
                stored += 1
                lines = bisect_right(breaks, start), bisect_right(breaks, end - 1)
                rows.writerow((stored, number, coder, code, start, end, *lines))
    meta = {
        "size": size,
        "seed": seed,
        "docs": documents,
        "chars": characters,
        "codings": stored,
        "coders": coder_count,
    }
    for name, content in (
        ("codebook", codes),
        ("coders", coders),
        ("meta", meta),
    ):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text, "utf-8")


def main() -> None:
    """Read the command line and write the study."""
    parser = argparse.ArgumentParser(description="Write a synthetic study.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    write_study(wanted.size, wanted.folder, wanted.seed)


if __name__ == "__main__":
    main()
