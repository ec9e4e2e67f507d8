"""Setting a study up: its folder, its database, its codebook and documents."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from qcode.interchange.codebook_template import new_codebook
from qcode.interchange.codebook_yaml import read_codebook
from qcode.model.codebook import Codebook
from qcode.model.ids import StudyId
from qcode.model.journal import Action, Verb
from qcode.operations.arriving import portions
from qcode.operations.codebook_file import replace_codes
from qcode.operations.corpus import settle
from qcode.operations.outcomes import Outcome
from qcode.operations.transcripts import Manner, find_files
from qcode.operations.workspace import Workspace
from qcode.project import Project, make_folder, write_whole
from qcode.store import journal, study


@dataclass(frozen=True, slots=True)
class SetUp:
    """What setting up brought in."""

    codes: int
    outcomes: list[Outcome]


def prepare_folder(folder: Path, name: str, language: str) -> list[Path]:
    """Make what a study's folder lacks; return what was made.

    Nothing that is there is changed. Raises StudyError where it cannot be made.
    """
    project = Project(folder)
    made = []
    for directory in (folder, project.corpus, project.exports):
        if not directory.is_dir():
            make_folder(directory)
            made.append(directory)
    if not project.codebook_path.exists():
        text = new_codebook(StudyId(uuid4()), name, language)
        write_whole(project.codebook_path, text.encode())
        made.append(project.codebook_path)
    return made


def set_up(workspace: Workspace) -> SetUp:
    """Fill a new database from codebook.yaml and corpus/, all or nothing.

    exports/ is made where it is missing.

    Files that cannot be taken in are reported, and do not hinder the others.
    Raises CodebookFileError, or UnreadableError for a damaged attributes.csv.
    """
    project, store = workspace.project, workspace.store
    content = project.codebook_path.read_bytes()
    codebook = read_codebook(content, project.codebook_path, {})
    files = find_files([project.corpus]) if project.corpus.is_dir() else []
    make_folder(project.exports)
    outcomes: list[Outcome] = []
    with store.begin() as connection:
        study.lock(connection)
        if study.find(connection) is not None:
            return SetUp(len(codebook.codes), [])
        row = study.StudyRow(codebook.study_id, codebook.name, codebook.language)
        study.create(connection, row)
        empty = Codebook(codebook.study_id, codebook.name, codebook.language)
        replace_codes(connection, empty, codebook)
        study.meet(connection, codebook, sha256(content).hexdigest())
        action = Action(Verb.STUDY_CREATED, None, note=codebook.name)
        journal.record(connection, action, store.installation_id)
        manner = Manner(project.settings.import_limits)
        for portion in portions(files, workspace.study_id, manner):
            outcomes += [settle(connection, store, it, None) for it in portion]
    return SetUp(len(codebook.codes), outcomes)
