"""略: what is left out on purpose leaves no hole, and takes no more with it than it must."""

from typing import Any

import pytest

from gkdraft.prose.document import plain_text
from helpers.reports import codes, drafted, section_text


@pytest.mark.parametrize(
    "key",
    [
        "主动公开.行政规范性文件.制发",
        "主动公开.行政规范性文件.现行有效",
        "主动公开.规章.现行有效",
        "申请情况.本年新收",
        "申请情况.上年结转",
        "申请情况.结转下年度",
        "复议诉讼.未经复议直接起诉",
        "总体情况.平台建设",
        "总体情况.监督保障",
        "其他事项.信息处理费.通知件数",
        "其他事项.信息处理费.收取金额",
    ],
)
def test_nothing_is_left_to_fill_in_where_a_person_left_it_out(key: str) -> None:
    result = drafted({key: "略"})
    assert not list(result.document.gaps())
    assert "GK007" not in codes(result)


def test_the_rest_of_the_sentence_stays() -> None:
    text = section_text(drafted({"申请情况.上年结转": "略"}), 1)
    assert "新收政府信息公开申请547件；新收量" in text
    text = section_text(drafted({"主动公开.行政规范性文件.现行有效": "略"}), 1)
    assert "31件、废止12件。" in text


def test_an_aspect_left_out_has_no_heading() -> None:
    result = drafted({"总体情况.平台建设": "略", "要点": "略", "存在问题": "略"})
    headings = [plain_text(b.runs) for b in result.document.section(1) if hasattr(b, "level")]
    assert "（四）监督保障" in headings


def test_own_words_that_need_what_was_left_out_are_told_of_it() -> None:
    changes: dict[str, Any] = {
        "复议诉讼": "略",
        "总体情况.平台建设.亮点": ["共{{复议诉讼.行政复议.总计}}件"],
    }
    result = drafted(changes)
    assert [f.message for f in result.findings if f.code == "GK007"]
    assert list(result.document.gaps())
