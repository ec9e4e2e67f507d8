"""docs/notebook.md: what it shows runs as it stands, on the demonstration study."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from qcode.cli import cli
from tests.study.demonstration import CODED_SETS, ROOT, table

PAGE = (ROOT / "docs" / "notebook.md").read_text("utf-8")


def test_the_page_runs_and_counts_what_lies_in_the_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    own = ["--study", "my-study", "--coder", "KM", "merge", str(CODED_SETS / "k1.csv")]
    for arguments in (["demo", "my-study"], own):
        assert CliRunner().invoke(cli, arguments).exit_code == 0
    names: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        exec(block, names)  # noqa: S102 (the page's own words)
    rows = table(CODED_SETS / "k1.csv")
    assert names["segments"]["coder"].tolist() == ["K1"] * len(rows)
    assert names["frequencies"].attrs["unit"] == "segments"
    own_sum = names["frequencies"]["own"].sum()
    assert own_sum == len(
        {(it["document"], it["code"], it["start"], it["end"]) for it in rows}
    )
    assert isinstance(names["frequencies"], pd.DataFrame)
