"""What suggestions are made with, by name and version, without loading any of it.

Kept suggestions hold while these stay the same, which must be told in no time.
"""

import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from qcode.errors import PipelineUnusableError
from qcode.text.language import primary
from qcode.text.sentences import RULES_VERSION

ENGINE = "qcode 2"
"""Engine and version, as written into every suggestion.

A change of what it proposes from the same codings raises the number.
"""


def rules_version() -> str:
    """Return the version of our own rules and of the libraries they rest on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("spacy", "simplemma"))
    return f"{RULES_VERSION} ({libraries})"


def trained_for(language: str, trained: Mapping[str, str]) -> str | None:
    """Return the trained pipeline that the settings name for a language, if any."""
    named = {primary(key): name for key, name in trained.items()}
    return named.get(primary(language)) or None


def versions(language: str, trained: Mapping[str, str]) -> str:
    """Return engine, rules and the language's trained pipeline with their versions.

    Raises PipelineUnusableError for a trained pipeline that is not there.
    """
    name = trained_for(language, trained)
    parts = [ENGINE, rules_version()]
    return "; ".join(parts if name is None else [*parts, _trained_version(name)])


def _trained_version(name: str) -> str:
    description = Path(name) / "meta.json"
    try:
        if description.is_file():
            return f"{name} {json.loads(description.read_text('utf-8'))['version']}"
        return f"{name} {version(name)}"
    except PackageNotFoundError as error:
        raise PipelineUnusableError(name, "it is not installed") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PipelineUnusableError(name, "its meta.json cannot be read") from error
