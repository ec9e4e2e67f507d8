"""Damaged files guided by which code they reach; runs where atheris is installed.

    python -m tests.fuzzing.guided .rtf|.docx|…|.qdpx|.qdc [-runs=N] [atheris options]

Starts from the sound samples. What is neither a text nor one line ends the run and is
written to a file beside the working directory, as libFuzzer does.
"""

import importlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qcode.errors import NulInTextError, UnreadableError

_WATCHED = ["qcode.interchange", "striprtf", "odfdo", "webvtt", "pypdf"]


def main() -> None:
    """Read the command line, lay the samples out, and let atheris draw."""
    suffix, *options = sys.argv[1:]
    # No dependency of the tests: it has no wheels for some machines.
    atheris: Any = importlib.import_module("atheris")
    # Only what is loaded in here is watched.
    with atheris.instrument_imports(include=_WATCHED):
        samples: Any = importlib.import_module("tests.fuzzing.samples")
        exchanged: Any = importlib.import_module("tests.fuzzing.exchanged")
    with TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        corpus.mkdir()
        every = {**samples.SAMPLES, **exchanged.SAMPLES}
        for which, content in every.items():
            if which.endswith(suffix):
                (corpus / f"sample{len(list(corpus.iterdir()))}").write_bytes(content)

        def one(content: bytes) -> None:
            lines = []
            try:
                if suffix in (".qdpx", ".qdc"):
                    (folder / f"a{suffix}").write_bytes(content)
                    exchanged.written_again(folder / f"a{suffix}")
                else:
                    list(samples.read(suffix, content))
            except (UnreadableError, NulInTextError) as error:
                lines = str(error).splitlines()
            assert len(lines) <= 1

        atheris.Setup([sys.argv[0], *options, str(corpus)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
