from importlib.metadata import version
from pathlib import Path

import pytest

from qcode.errors import PipelineUnusableError
from qcode.suggest.pipeline import load_rules
from qcode.suggest.versions import ENGINE, versions


def test_without_a_trained_pipeline_engine_and_rules_are_named() -> None:
    assert versions("de", {}) == f"{ENGINE}; {load_rules('de').version}"
    assert version("spacy") in versions("de", {"en": "en_core_web_md", "de": ""})


def test_a_saved_pipeline_is_named_with_its_version(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"version": "3.8.0"}')
    named = versions("de-AT", {"DE": str(tmp_path)})
    assert named.endswith(f"; {tmp_path} 3.8.0")


def test_an_installed_package_is_named_with_its_version() -> None:
    # Any installed package will do: nothing is loaded here.
    assert versions("de", {"de": "pytest"}).endswith(f"pytest {version('pytest')}")


@pytest.mark.parametrize("content", ["{", "{}", "[]", '{"version": '])
def test_a_damaged_description_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "meta.json").write_text(content)
    with pytest.raises(PipelineUnusableError, match=r"meta\.json cannot be read"):
        versions("de", {"de": str(tmp_path)})


def test_what_is_not_installed_is_told_at_once() -> None:
    with pytest.raises(PipelineUnusableError, match="it is not installed"):
        versions("de", {"de": "de_keine_da"})
