"""Faults in the wizard's own templates are told with file and line, before anything is asked."""

from pathlib import Path

import pytest

from gkdraft.errors import TemplateError
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.wizard.answers.problem_words import Words

PROBLEMS = Resources().read("problems.yaml")


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("没有专,", "'没有(专',", r"problems.yaml:3:\d+: “没有\(专”正则表达式写法不对"),
        ("没有专,", "[没有专],", r"problems.yaml:3:\d+: “7”应为文字"),
        ('被纠正 {} 件"', '被纠正 {件"', r"problems.yaml:1[0-4]:\d+: .*花括号"),
        ('被纠正 {} 件"', '被纠正 {a} 件"', r"problems.yaml:1[0-4]:\d+: .*花括号"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_used_are_told_with_their_line(
    good: str, bad: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "problems.yaml").write_text(PROBLEMS.replace(good, bad), encoding="utf-8")
    with pytest.raises(TemplateError, match=said):
        loading.load_spec(Words, "problems.yaml", Resources(tmp_path))
