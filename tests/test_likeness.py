"""Texts told again: an index finds what comparing every text with every other would find."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.crowd import Crowd, list_bits, trace_characters, trace_pairs
from gkdraft.base.likeness import LONGEST, list_pairs, measure_order, measure_pairs
from gkdraft.report import likeness
from gkdraft.report.likeness import find_repeated, find_repetitions
from helpers.reports import drafted

Trace = Callable[[str], Iterable[int]]
LETTERS = st.sampled_from("政务公开信息甲乙，。3三次")
PIECES = st.text(LETTERS, min_size=3, max_size=14)
TEXTS = st.lists(PIECES, max_size=4).map("".join)


def compare_all(text: str, before: Sequence[str]) -> str:
    """The first of last year's texts that one repeats, each looked at."""
    bare = strip(text)
    return next((other for other in before if bare and repeats(bare, strip(other))), "")


def strip(text: str) -> str:
    return likeness._MARKS.sub("", likeness._YEAR.sub("", text))


def repeats(text: str, other: str) -> bool:
    if text == other:
        return True
    if len(text) < likeness.SHORTEST or not other:
        return False
    figures = likeness._FIGURE.findall
    return text in other or (figures(text) == figures(other) and is_near(text, other))


def is_near(text: str, other: str) -> bool:
    if max(len(text), len(other)) > LONGEST:
        return measure_pairs(text, other) >= likeness.NEARLY
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    return matcher.ratio() >= likeness.NEARLY


@st.composite
def years(draw: Any) -> tuple[list[str], list[str]]:
    """Texts of a year and of the one before, of which some have pieces in common."""
    pool = draw(st.lists(PIECES, min_size=1, max_size=8))
    texts = st.lists(st.sampled_from(pool) | PIECES, max_size=5).map("".join)
    before = draw(st.lists(texts | TEXTS, max_size=12))
    return draw(st.lists(texts | TEXTS, max_size=6)), before


@given(years(), st.sampled_from([1, 20, 300]))
def test_of_each_text_the_same_one_is_found_as_by_comparing_all(
    pair: tuple[list[str], list[str]], times: int
) -> None:
    texts, before = pair
    texts += [text * times for text in texts[:1]]
    before += [text * times for text in before[:2]]
    repeated = find_repetitions(texts, before)
    assert not repeated.left
    assert {text: repeated.found.get(text, "") for text in texts} == {
        text: compare_all(text, before) for text in texts
    }


@given(TEXTS, TEXTS, st.sampled_from([0.6, 0.8, 0.9]))
def test_order_is_measured_as_by_comparing_in_full(text: str, other: str, least: float) -> None:
    ratio = SequenceMatcher(None, text, other, autojunk=False).ratio()
    assert measure_order(text, other, least) == (ratio if ratio >= least else 0.0)


def write_texts(count: int, year: str, letters: int = 600) -> list[str]:
    """Texts by chance, without a figure that would tell them apart."""
    chance = random.Random(year)
    known = [chr(0x4E00 + number) for number in range(letters)]
    return ["".join(chance.choices(known, k=24)) for _ in range(count)]


def gather(texts: Sequence[str], trace: Trace) -> Crowd:
    crowd = Crowd()
    for number, text in enumerate(texts):
        crowd.add(number, trace(text))
    return crowd


@given(st.lists(TEXTS, max_size=20), TEXTS, st.integers(1, 30))
def test_of_a_crowd_those_are_selected_that_have_enough_characters_in_common(
    texts: list[str], text: str, least: int
) -> None:
    shared = [(Counter(text) & Counter(other)).total() for other in texts]
    selected = gather(texts, trace_characters).select(trace_characters(text), least)
    assert list(list_bits(selected)) == [n for n, count in enumerate(shared) if count >= least]


@given(st.lists(TEXTS, max_size=20), TEXTS, st.integers(1, 30))
def test_of_a_crowd_none_is_passed_over_that_has_enough_pairs_in_common(
    texts: list[str], text: str, least: int
) -> None:
    shared = [len(list_pairs(text) & list_pairs(other)) for other in texts]
    selected = gather(texts, trace_pairs).select(trace_pairs(text), least)
    assert set(list_bits(selected)) >= {n for n, count in enumerate(shared) if count >= least}


@pytest.mark.parametrize("count", [50, 500, 2_000])
@pytest.mark.parametrize("trace", [trace_characters, trace_pairs])
def test_of_a_crowd_however_large_few_are_left_to_be_compared(count: int, trace: Trace) -> None:
    crowd = gather(write_texts(count, "上年"), trace)
    selected = [crowd.select(trace(text), 16) for text in write_texts(count, "今年")]
    assert sum(bits.bit_count() for bits in selected) <= count


def test_the_one_text_of_thousands_that_is_told_again_is_found() -> None:
    texts, before = write_texts(2_000, "今年"), write_texts(2_000, "上年")
    before[-1], before[9] = f"{texts[0][:-1]}改", f"另外{texts[7]}等"
    repeated = find_repetitions(texts, before)
    assert repeated.found == {texts[0]: before[-1], texts[7]: before[9]}
    assert not repeated.left


def test_the_first_of_many_that_are_near_is_found() -> None:
    before = [f"部分单位公开不够及时，内容也不够齐全{word}" for word in "甲乙丙丁" * 100]
    text = "部分单位公开不够及时，内容也不够齐全了"
    assert find_repeated(text, ["推进公开平台建设和管理", *before]) == before[0]


def count_left(prior: Sequence[str], text: str) -> int:
    changes = {"上年.存在问题": [{"问题": each} for each in prior], "存在问题.1.问题": text}
    unchecked = drafted(changes).review.unchecked
    return sum(each.count for each in unchecked if each.relation == "与上年相比的文字")


def test_a_text_that_was_not_compared_with_all_is_said() -> None:
    text = "政府信息公开工作年度报告甲乙丙丁戊己庚辛"
    chance = random.Random(1)
    turned = ["".join(chance.sample(text, len(text))) for _ in range(300)]
    assert count_left(turned[:30], text) == 0
    assert count_left(turned, text) == 1
    assert count_left([*turned, text], text) == 0
