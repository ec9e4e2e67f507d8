"""What qcode.toml says: the file is optional, and so is everything in it.

A wrong value is told in one line that says what belongs there; nothing is guessed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from qcode.errors import StudyError
from qcode.project.import_limits import ImportLimits, import_limits
from qcode.project.publish_settings import PublishSettings, publish_settings
from qcode.project.report_settings import ReportSettings, report_settings


class SuggestionsShown(StrEnum):
    """When the screen shows suggestions."""

    AFTER_FIRST = "after-first-document"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class SuggestionSettings:
    """How a study wants suggestions, as [suggestions] in qcode.toml says.

    `least` is the probability from which they are shown, `accept_from` the one from
    which all are accepted at once; `pipelines` names a trained spaCy pipeline by
    language; with `interviewer` the turns of those who ask get suggestions too.
    """

    show: SuggestionsShown = SuggestionsShown.AFTER_FIRST
    least: float = 0.2
    accept_from: float = 0.8
    interviewer: bool = False
    pipelines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """A study's settings; the file is optional, and so is everything in it.

    `keymap` maps binding ids to keys ("coding.repeat" to "full_stop,r"), `theme`
    names a theme of the screens.
    """

    keymap: Mapping[str, str] = field(default_factory=dict)
    theme: str | None = None
    suggestions: SuggestionSettings = SuggestionSettings()
    import_limits: ImportLimits = ImportLimits()
    publish: PublishSettings = PublishSettings()
    report: ReportSettings = ReportSettings()


def read_settings(path: Path) -> Settings:
    """Return what the file says; raises StudyError where it says something wrong."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StudyError(f"{path} cannot be read: {error}. Mend or remove it.") from (
            error
        )
    try:
        return Settings(
            keymap=_keymap(content.get("keys", {})),
            theme=_theme(content.get("theme")),
            suggestions=_suggestions(content.get("suggestions", {}), path.parent),
            import_limits=import_limits(content.get("import", {})),
            publish=publish_settings(content.get("publish", {})),
            report=report_settings(content.get("report", {}), path.parent),
        )
    except ValueError as error:
        raise StudyError(f"{path}: {error}") from error


class _WrongValueError(ValueError):
    """A value that does not belong there; the message says what does."""


def _keymap(value: object) -> Mapping[str, str]:
    return _texts(value, '[keys] holds lines like "coding.repeat" = "full_stop".')


def _theme(value: object) -> str | None:
    if not isinstance(value, str | None):
        raise _WrongValueError('theme is a name, as in theme = "textual-light".')
    return value


def _suggestions(value: object, study: Path) -> SuggestionSettings:
    names = ("show", "least", "accept-from", "interviewer", "pipelines")
    if not isinstance(value, dict):
        raise _WrongValueError("[suggestions] is a table, with a line for each value.")
    for name in value:
        if name not in names:
            raise _WrongValueError(
                f"[suggestions] has no '{name}'; it knows {', '.join(names)}."
            )
    usual = SuggestionSettings()
    return SuggestionSettings(
        show=_shown(value.get("show", usual.show)),
        least=_probability("least", value.get("least", usual.least)),
        accept_from=_probability(
            "accept-from", value.get("accept-from", usual.accept_from)
        ),
        interviewer=_is_set("interviewer", value.get("interviewer", False)),
        pipelines=_pipelines(value.get("pipelines", {}), study),
    )


def _shown(value: object) -> SuggestionsShown:
    ways = [way.value for way in SuggestionsShown]
    if value not in ways:
        raise _WrongValueError(
            f"show in [suggestions] is one of {', '.join(ways)}, not {value!r}."
        )
    return SuggestionsShown(str(value))


def _probability(name: str, value: object) -> float:
    is_number = not isinstance(value, bool)
    if is_number and isinstance(value, int | float) and 0 <= value <= 1:
        return float(value)
    raise _WrongValueError(
        f"{name} in [suggestions] is a number from 0 to 1, not {value!r}."
    )


def _is_set(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError(
            f"{name} in [suggestions] is true or false, not {value!r}."
        )
    return value


def _pipelines(value: object, study: Path) -> Mapping[str, str]:
    """Return pipelines by language: installed ones, or folders seen from the study."""
    what = '[suggestions.pipelines] holds lines like de = "de_core_news_md".'
    return {
        language: str(study / name) if (study / name).is_dir() else name
        for language, name in _texts(value, what).items()
        if name
    }


def _texts(value: object, what: str) -> Mapping[str, str]:
    """Return a table of texts; `what` says what it holds."""
    if not isinstance(value, dict) or not all(
        isinstance(text, str) for text in value.values()
    ):
        raise _WrongValueError(what)
    return value
