"""Indicators: everything that is filled in is printed, once, under its aspect."""

import re

import pytest

from gkdraft.layout import loading
from gkdraft.layout.layout import Indicator
from gkdraft.layout.resources import Resources
from gkdraft.prose.phrases import compose_sentences, find_slots
from helpers.reports import drafted, section_text

LAYOUT = loading.load_layout("2021", Resources())
TYPED = [i for i in LAYOUT.indicators if i.kind != "derived"]
ASPECTS = [aspect.key for aspect in LAYOUT.aspects]


def sample(indicator: Indicator) -> tuple[object, list[str]]:
    """A value for an indicator and the texts that must appear."""
    if indicator.kind == "text":
        return "考核获评优秀等次", ["考核获评优秀等次"]
    if indicator.kind == "list":
        return {"甲类": 7301, "乙类": 7302}, ["甲类7301", "乙类7302"]
    if indicator.kind == "percent":
        return "97.31", ["97.31%"]
    if indicator.kind == "parts":
        # a part in per cent is no count: 91, 92
        start = {p: 91 if indicator.unit_of(p) == "%" else 7301 for p in indicator.parts}
        parts = {p: start[p] + n for n, p in enumerate(indicator.parts)}
        return parts, list(map(str, parts.values()))
    return 7301, ["7301"]


def aspect_text(aspect: str, changes: dict[str, object]) -> str:
    data = {a: {"数据": {}, "亮点": []} for a in ASPECTS}
    text = section_text(drafted({"总体情况": data, "要点": [], "上年": None} | changes), 1)
    parts = re.split(r"（[一二三四五]）.*\n", text)
    return parts[ASPECTS.index(aspect) + 1]


@pytest.mark.parametrize("indicator", TYPED, ids=lambda i: f"{i.aspect}.{i.key}")
def test_a_filled_indicator_alone_is_printed_under_its_aspect(indicator: Indicator) -> None:
    value, texts = sample(indicator)
    key = f"总体情况.{indicator.aspect}.数据.{indicator.key}"
    text = aspect_text(indicator.aspect, {key: value})
    assert [t for t in texts if text.count(t) != 1] == []


@pytest.mark.parametrize("aspect", ASPECTS)
def test_all_indicators_of_an_aspect_together_are_each_printed_once(aspect: str) -> None:
    changes: dict[str, object] = {}
    wanted: list[str] = []
    for number, indicator in enumerate(i for i in TYPED if i.aspect == aspect):
        key = f"总体情况.{aspect}.数据.{indicator.key}"
        if indicator.kind == "count":
            changes[key] = 5000 + number
            wanted.append(str(5000 + number))
        else:
            value, texts = sample(indicator)
            changes[key] = value
            wanted += texts
    text = aspect_text(aspect, changes)
    assert [t for t in wanted if t not in text] == []
    assert not re.search("[，；、：。]{2}", text)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_zeros_are_left_out_unless_a_zero_sentence_is_written(aspect: str) -> None:
    changes = {
        f"总体情况.{aspect}.数据.{i.key}": 0
        for i in TYPED
        if i.aspect == aspect and i.kind == "count"
    }
    assert not re.search(r"(?<![\d.])0(?![\d.])", aspect_text(aspect, changes))


def test_every_phrase_names_indicators_of_its_own_aspect() -> None:
    for aspect, lines in LAYOUT.phrases.items():
        for line in lines:
            for slot in find_slots(line):
                name, _, part = slot.partition(".")
                indicator = LAYOUT.indicator_by_key[aspect, name]
                assert not part or part in indicator.parts, line


def test_no_phrase_is_dead() -> None:
    """Each phrase is chosen when exactly the figures it needs are there."""
    for aspect, lines in LAYOUT.phrases.items():
        for line in lines:
            if "<" in line:  # a text so short that it needs words of its own
                continue
            needed = set(find_slots(re.sub(r"\[[^\]]*\]", "", line)))
            zero = set(re.findall(r"\{([^{}=]+)=0\}", line))

            def look(name: str, needed: set[str] = needed, zero: set[str] = zero) -> object:
                return 0 if name in zero else "七七七七七七" if name in needed else ""

            found = compose_sentences(lines, look, set())  # type: ignore[arg-type]
            expected = re.sub(r"\{[^}]*=0\}", "", re.sub(r"\[[^\]]*\]", "", line))
            assert re.sub(r"\{[^}]*\}", "七七七七七七", expected) in found, (aspect, line)


def test_the_catalogue_has_each_key_once() -> None:
    assert len(LAYOUT.indicators) == len(LAYOUT.indicator_by_key) > 0


def test_rounded_figures_are_printed_as_typed() -> None:
    key = "总体情况.平台建设.数据.信息阅读量"
    assert "信息阅读18万余次" in aspect_text("平台建设", {key: "18万余"})


def test_governments_that_leave_out_assessment_review_or_liability_get_a_gap_each() -> None:
    text = aspect_text("监督保障", {})
    for label in ("工作考核结果", "社会评议情况", "责任追究情况"):
        assert f"【待补充：{label}】" in text
    skipped = {"总体情况.监督保障.数据.社会评议满意度": "略"}
    assert "社会评议" not in aspect_text("监督保障", skipped)
