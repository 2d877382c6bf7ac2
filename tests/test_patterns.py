"""Regular expressions that are compiled when they are used give what compiled ones give."""

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.patterns import HAN, compile_late

PATTERN = r"(?P<count>\d+)件|(甲)"
TEXTS = st.text("1件甲，\n", max_size=12)


@given(TEXTS)
def test_every_method_gives_what_a_compiled_pattern_gives(text: str) -> None:
    late, compiled = compile_late(PATTERN), re.compile(PATTERN)
    for name in ("search", "match", "fullmatch"):
        ours, theirs = getattr(late, name)(text), getattr(compiled, name)(text)
        assert (ours and (ours.span(), ours.groupdict())) == (
            theirs and (theirs.span(), theirs.groupdict())
        )
    assert [m.span() for m in late.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert late.findall(text) == compiled.findall(text)
    assert late.split(text) == compiled.split(text)
    assert late.sub("x", text) == compiled.sub("x", text)
    assert late.subn("x", text) == compiled.subn("x", text)


def test_flags_hold() -> None:
    assert compile_late("^b", re.MULTILINE).search("a\nb")
    assert not compile_late("^b").search("a\nb")


def test_a_pattern_that_is_wrong_fails_when_it_is_used() -> None:
    wrong = compile_late("(")
    with pytest.raises(re.error):
        wrong.search("x")


def test_a_pattern_goes_to_another_process() -> None:
    late = compile_late(PATTERN, re.IGNORECASE)
    assert pickle.loads(pickle.dumps(late)) == late


@pytest.mark.parametrize("character", "一鿿公")
def test_a_chinese_character_is_one(character: str) -> None:
    assert compile_late(HAN).fullmatch(character)


@pytest.mark.parametrize("character", "a1_，。 》Z９①½²Ⅰ〇々Ａé")
def test_what_is_no_chinese_character_is_none(character: str) -> None:
    assert not compile_late(HAN).fullmatch(character)
