"""What a thing of a report hangs on, as one digest.

Of the database: how far the journal has come for the parts of the study that the
thing is made from. That costs two queries, and is just as fine as the time that the
files carry. Beside it all that no entry tells of.
"""

import json
import platform
import re
from collections.abc import Mapping
from hashlib import sha256
from importlib import metadata

from qcode.operations.finishing import codebook_revision
from qcode.operations.provenance import PROGRAM
from qcode.operations.report.manifest import digest_of
from qcode.operations.report.sources import ReportQuestion, Sources
from qcode.operations.report.thing import Beside, Thing
from qcode.operations.rounds import blinding
from qcode.store import coders, journal, study

_DISTRIBUTION = "qcode"


def libraries() -> dict[str, str]:
    """Return the versions of Python and of the libraries that the program needs."""
    try:
        needed = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        needed = []
    names = sorted(
        {_name(it) for it in needed if "extra ==" not in it}, key=str.casefold
    )
    found = {"Python": platform.python_version()}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None
    return found[0]


def parameters(question: ReportQuestion) -> dict[str, str | None]:
    """Return what a report was asked for."""
    survey = question.survey
    return {
        "coder": None if question.coder is None else question.coder.handle,
        "language": question.language,
        "survey": None if survey is None else survey.path.name,
        "answers": None if survey is None or not survey.keep else "=".join(survey.keep),
        "groups": None if survey is None else survey.by,
    }


class Dependence:
    """What holds for a whole report, and from it the digest of each thing."""

    def __init__(self, sources: Sources, versions: Mapping[str, str]) -> None:
        store, question = sources.store, sources.question
        hidden = sorted(str(it.id) for it in blinding(store))
        viewer = store.eyes.coder_id if hidden and store.eyes is not None else None
        with store.read() as connection:
            row = study.get(connection)
            self._common: dict[str, object] = {
                "program": PROGRAM,
                "libraries": dict(versions),
                "study": [str(row.id), row.name, row.language],
                "codebook": codebook_revision(connection)[0],
                "coders": [[str(it.id), it.handle] for it in coders.every(connection)],
                "hidden": [hidden, None if viewer is None else str(viewer)],
                "coder": None if question.coder is None else str(question.coder.id),
            }
        survey = question.survey
        self._beside: dict[Beside, object] = {
            Beside.LANGUAGE: question.language,
            Beside.CODEBOOK_FILE: digest_of(sources.workspace.project.codebook_path),
            Beside.SURVEY: None
            if survey is None
            else [survey.path.name, survey.keep, survey.by, digest_of(survey.path)],
        }

    def digest(self, thing: Thing, sources: Sources) -> str:
        """Return what changes when the thing may have to be made anew."""
        with sources.telling_of(thing.bases).store.read() as connection:
            extent = journal.extent(connection)
        beside = {**self._beside, Beside.LEFT_OUT: self._left_out(sources)}
        said = {
            **self._common,
            "journal": extent,
            "beside": {it: beside[it] for it in sorted(thing.beside)},
        }
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @staticmethod
    def _left_out(sources: Sources) -> object:
        return [[it.name, it.reason] for it in sources.left_out]
