"""The shelf of blocks that edits are laid over: what is looked up is what a search would find."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.likeness import measure_pairs
from gkdraft.prose.document import Block, Paragraph, Run
from gkdraft.prose.shelf import Entry, Shelf

WORDS = st.text(st.sampled_from("甲乙丙丁，。1"), max_size=12)
SHARE = 1 / 3
"""Of the pairs of some words, for two texts that have half of theirs in common."""


def read(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return block.runs[0].text


def place_entries(texts: list[str], section: str = "甲.乙") -> list[Entry]:
    return [(f"{section}.第{n}段", Paragraph((Run(text),))) for n, text in enumerate(texts, 1)]


def fill_shelf(texts: list[str], later: list[str]) -> Shelf:
    """A shelf of texts, some of which come when it was searched already."""
    shelf = Shelf(place_entries(["丙丁", *texts]), read)
    list(shelf.list_holding("甲乙"))
    shelf.put((0, 1), place_entries(later, "甲.乙.后"))
    return shelf


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=4), WORDS)
def test_of_blocks_that_hold_some_words_none_is_missed(
    texts: list[str], later: list[str], words: str
) -> None:
    shelf = fill_shelf(texts, later)
    found = [place for place, _, _ in shelf.list_holding(words)]
    entries = shelf.list_entries()
    holding = [name for name, block in entries if words in read(block)]
    assert {shelf.find_name(name) for name in holding} <= set(found)
    assert found == sorted(set(found))


@given(st.lists(WORDS, max_size=24), st.lists(WORDS, max_size=4), WORDS)
def test_of_blocks_that_are_like_some_words_none_is_missed(
    texts: list[str], later: list[str], words: str
) -> None:
    shelf = fill_shelf(texts, later)
    found = [place for place, _ in shelf.list_like(words, "甲.乙", SHARE)]
    near = [n for n, block in shelf.list_entries() if measure_pairs(read(block), words) > 0.5]
    assert {shelf.find_name(name) for name in near} <= set(found)
    assert found == sorted(set(found))
    assert not list(shelf.list_like(words, "甲.丙", SHARE))


def test_what_is_put_and_removed_leaves_the_others_in_their_order() -> None:
    shelf = Shelf(place_entries(["一", "二", "三"]), read)
    shelf.put((1, 1), place_entries(["新一", "新二"], "甲.乙.后"))
    assert [name for name, _ in shelf.remove((1, 1), 3)] == [
        "甲.乙.后.第1段", "甲.乙.后.第2段", "甲.乙.第3段"
    ]  # fmt: skip
    shelf.put((1, 1), place_entries(["四"], "甲.丙"))
    assert [read(block) for _, block in shelf.list_entries()] == ["一", "二", "四"]
    assert shelf.find_end("甲.乙") == (1, 0)
    assert shelf.find_end("甲") == (1, 1)
    assert shelf.find_name("甲.乙.第3段") is None
    assert shelf.take_name("甲.乙.第3段") == "甲.乙.第3段"


@pytest.mark.parametrize("count", [100, 2_000])
def test_few_blocks_are_looked_at_for_some_words_however_many_there_are(count: int) -> None:
    chance = random.Random(count)
    letters = [chr(0x4E00 + number) for number in range(300)]
    texts = ["".join(chance.choices(letters, k=20)) for _ in range(count)]
    shelf = Shelf(place_entries(texts), read)
    looked = [len(list(shelf.list_holding(text))) for text in texts]
    assert sum(looked) <= 3 * count
    near = [len(list(shelf.list_like(text, "甲.乙", SHARE))) for text in texts]
    assert sum(near) <= 2 * count
