from pathlib import Path

from tests.tui.bench import opened


async def test_a_synchronised_folder_is_warned_of_on_the_screen(folder: Path) -> None:
    (folder / ".stfolder").mkdir()
    async with opened(folder) as bench:
        [said] = bench.said
        assert "Syncthing synchronises" in said
    async with opened(folder) as bench:
        assert bench.said == []
