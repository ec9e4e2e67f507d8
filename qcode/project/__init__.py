"""Where a study lies, what is set for it, and what this machine remembers.

A study is a folder with codebook.yaml or qcode.db; the person's own memory (who
was coding last, which installation this is) lies in the user's state folder and
never in the study.
"""

from qcode.project.import_limits import ImportLimits
from qcode.project.own_folder import check_own_folder, write_own_folder
from qcode.project.publish_settings import PublishSettings
from qcode.project.report_settings import ReportSettings
from qcode.project.settings import (
    Settings,
    SuggestionSettings,
    SuggestionsShown,
)
from qcode.project.study_folder import (
    CODEBOOK,
    DATABASE,
    SETTINGS,
    Project,
    find_project,
)
from qcode.project.user_state import UserState, user_state
from qcode.project.writing import make_folder, write_together, write_whole

__all__ = [
    "CODEBOOK",
    "DATABASE",
    "SETTINGS",
    "ImportLimits",
    "Project",
    "PublishSettings",
    "ReportSettings",
    "Settings",
    "SuggestionSettings",
    "SuggestionsShown",
    "UserState",
    "check_own_folder",
    "find_project",
    "make_folder",
    "user_state",
    "write_own_folder",
    "write_together",
    "write_whole",
]
