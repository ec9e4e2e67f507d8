"""Who asks, as attributes.csv says it of documents that come in."""

from pathlib import Path

from qcode.model import ids
from qcode.model.coding import Coder
from qcode.model.journal import Verb
from qcode.model.speaker import Part
from qcode.operations.corpus import foresee, import_files
from qcode.operations.history import history
from qcode.operations.outcomes import Outcome
from qcode.operations.speakers import list_speakers, set_part
from qcode.operations.speakers_arriving import hint_of_speakers
from qcode.operations.transcripts import find_files
from tests.builders import STUDY, Study

# "Bürger" is composed in the table and decomposed in the texts.
TABLE = (
    "document,city,interviewer_labels,interviewee_labels\n"
    "one.txt,A,Frau B\u00fcrger,HERR MAIER\n"
    "two.txt,B,Frau B\u00fcrger | Frau Berg,\n"
)
ONE = "Frau Bu\u0308rger: Und \U0001f637?\r\nHerr Maier: Viele.\r\n" * 2
TWO = "Frau Bu\u0308rger: Und?\nPia: Wenige.\nOle: Keine.\n" * 2


def _come(study: Study, tmp_path: Path, coder: Coder | None) -> list[Outcome]:
    """Import two documents with their table, as a dry run said it before."""
    for name, text in (("attributes.csv", TABLE), ("one.txt", ONE), ("two.txt", TWO)):
        (tmp_path / name).write_text(text, "utf-8")
    files = find_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    foreseen = foresee(study.store, files, STUDY, coder)
    coder_id = None if coder is None else coder.id
    done = list(import_files(study.store, files, STUDY, coder_id))
    assert done == foreseen
    return done


def _parts(study: Study) -> dict[str, tuple[Part, bool]]:
    return {
        line.label: (line.part, line.is_set)
        for line in list_speakers(study.store)
        if line.label not in "IB"
    }


def test_the_table_says_once_for_the_study_who_asks(
    study: Study, tmp_path: Path
) -> None:
    one, two = _come(study, tmp_path, study.anna)
    assert _parts(study) == {
        "Frau Bu\u0308rger": (Part.INTERVIEWER, True),
        "Herr Maier": (Part.INTERVIEWEE, True),
        "Ole": (Part.INTERVIEWEE, False),
        "Pia": (Part.INTERVIEWEE, False),
    }
    verbs = [line.entry.action.verb for line in history(study.store)]
    assert verbs.count(Verb.SPEAKER_SET) == 2
    assert (one.reason, one.asks_nobody) == ("", False)
    assert two.reason == (
        "attributes.csv has 'Frau Berg' as interviewer, but who speaks in it is "
        "Frau Bu\u0308rger, Pia, Ole"
    )
    again = _come(study, tmp_path, study.anna)
    assert [it.reason for it in again] == ["", two.reason]
    assert len(history(study.store)) == len(verbs)


def test_what_the_study_said_before_stays_and_is_told(
    study: Study, tmp_path: Path
) -> None:
    _come(study, tmp_path, study.anna)
    set_part(study.store, "Herr Maier", Part.INTERVIEWER, study.bea.id)
    one, _ = _come(study, tmp_path, study.anna)
    assert "'HERR MAIER' as interviewee, but the study said interviewer" in one.reason
    assert _parts(study)["Herr Maier"] == (Part.INTERVIEWER, True)


def test_without_a_coder_it_waits_for_one(study: Study, tmp_path: Path) -> None:
    one, two = _come(study, tmp_path, None)
    assert "says of Frau B\u00fcrger, HERR MAIER was left out" in one.reason
    assert one.asks_nobody
    assert two.asks_nobody
    assert hint_of_speakers([one, two]).startswith("In 2 documents nobody counts")
    assert not any(is_set for _, is_set in _parts(study).values())
    # Who imports later need not be known before.
    new = Coder(ids.coder_id(STUDY, "Ida"), "Ida")
    told = foresee(study.store, find_files([tmp_path / "one.txt"]), STUDY, new)
    assert [it.reason for it in told] == [""]
    _come(study, tmp_path, study.bea)
    assert _parts(study)["Frau Bu\u0308rger"] == (Part.INTERVIEWER, True)
