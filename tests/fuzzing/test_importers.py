"""Whatever bytes come: a text that can be stored, or one line that says why not.

The budget is small and fixed; minutes of it run by name:
`pytest -m slow tests/fuzzing`.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcode.errors import NulInTextError, UnreadableError
from qcode.text.normalise import normalise
from tests.fuzzing.samples import SAMPLES, damaged, read

SUFFIXES = sorted(SAMPLES)
_ANY = settings(deadline=None, suppress_health_check=list(HealthCheck))
SHORT, LONG = settings(_ANY, max_examples=25), settings(_ANY, max_examples=3_000)


def is_text_or_one_line(suffix: str, content: bytes) -> None:
    refusals: list[UnreadableError] = []
    try:
        for text in read(suffix, content):
            stored = normalise(text)
            assert stored.encode().decode() == stored
    except NulInTextError:
        return
    except UnreadableError as error:
        refusals.append(error)
    assert all(it.reason.strip() and "\n" not in it.reason for it in refusals)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_samples_are_sound(suffix: str) -> None:
    assert "Ja" in "".join(read(suffix, SAMPLES[suffix])) or suffix in _OTHER_WORDS


_OTHER_WORDS = (".txt", ".odt", ".pdf", ".md", ".html", ".rtf")


@pytest.mark.parametrize("suffix", SUFFIXES)
@SHORT
@given(data=st.data())
def test_a_damaged_file_gives_text_or_one_line(
    suffix: str, data: st.DataObject
) -> None:
    is_text_or_one_line(suffix, data.draw(damaged(SAMPLES[suffix])))


@pytest.mark.parametrize("suffix", SUFFIXES)
@SHORT
@given(content=st.binary(max_size=200))
def test_any_bytes_give_text_or_one_line(suffix: str, content: bytes) -> None:
    is_text_or_one_line(suffix, content)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SUFFIXES)
@LONG
@given(data=st.data())
def test_thousands_of_damaged_files_give_text_or_one_line(
    suffix: str, data: st.DataObject
) -> None:
    is_text_or_one_line(suffix, data.draw(damaged(SAMPLES[suffix])))
