"""Whatever is in the file: a line or a report, never a traceback, never GK999."""

import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkdraft.cli import main
from gkdraft.errors import GkdraftError
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import compose
from helpers.fuzzing import examples
from helpers.reports import JIANGLIN, patched

TEXT = JIANGLIN.read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)
KEYS = sorted({part for line in LINES for part in line.replace(":", " ").split() if len(part) < 12})

SIGNS = [*string.printable, *"：，。“”年度机关主动公开０１　{}[]&*!|>-'\"#%@`~"]

calm = settings(
    examples(150),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def survives(tmp_path: Path, content: bytes, capsys: Any) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    out = tmp_path / "x.docx"
    status = main(["build", str(path), "-o", str(out), "--force"])
    error = capsys.readouterr().err
    assert status in (0, 1, 2), error
    assert (status == 2) == (error.count("\n") == 1)
    assert path.read_bytes() == content


@calm
@given(st.binary(max_size=400))
def test_random_bytes(tmp_path: Path, capsys: Any, content: bytes) -> None:
    survives(tmp_path, content, capsys)


@calm
@given(
    st.text(
        st.sampled_from([*string.printable, *"：，。“”年度机关主动公开０１　{}[]&*!|>-'\"#%@`~"]),
        max_size=200,
    )
)
def test_random_yaml_like_text(tmp_path: Path, capsys: Any, content: str) -> None:
    survives(tmp_path, f"年度: 2026\n{content}".encode(), capsys)


@calm
@given(st.data())
def test_the_example_with_lines_lost_doubled_and_swapped(
    tmp_path: Path, capsys: Any, data: st.DataObject
) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        i = data.draw(st.integers(0, len(lines) - 1))
        j = data.draw(st.integers(0, len(lines) - 1))
        action = data.draw(st.sampled_from(["lose", "double", "swap", "cut", "replace"]))
        if action == "lose":
            del lines[i]
        elif action == "double":
            lines.insert(i, lines[j])
        elif action == "swap":
            lines[i], lines[j] = lines[j], lines[i]
        elif action == "cut":
            lines[i] = lines[i][: len(lines[i]) // 2] + "\n"
        else:
            key = data.draw(st.sampled_from(KEYS))
            lines[i] = lines[i].replace(lines[i].strip().partition(":")[0], key, 1)
    survives(tmp_path, "".join(lines).encode(), capsys)


typical = [
    "略",
    "0",
    "1.5",
    "4.25万",
    "12%",
    "2026-04-20",
    "完成",
    "{{年度}}",
    "{{甲.*.乙}}",
    "主动公开",
]
scalars = st.one_of(
    st.none(),
    st.integers(-5, 10**13).map(str),
    st.sampled_from(typical),
    st.text(max_size=12),
)
names = st.sampled_from(KEYS) | st.text(min_size=1, max_size=4)
trees = st.recursive(
    scalars,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(names, below, max_size=5),
    max_leaves=25,
)
PATHS = [
    "机关",
    "联系",
    "主动公开",
    "申请情况",
    "复议诉讼",
    "要点",
    "总体情况",
    "存在问题",
    "其他事项",
    "附注",
    "上年",
    "情况说明",
    "修改",
    "格式",
    "申请情况.不予公开",
    "总体情况.主动公开",
    "总体情况.主动公开.数据",
    "总体情况.监督保障.数据",
    "要点.0",
    "要点.0.组.0.任务.0",
]


@calm
@given(st.sampled_from(PATHS), trees)
def test_any_well_formed_data_anywhere(tmp_path: Path, capsys: Any, path: str, tree: Any) -> None:
    message = ""
    try:
        result = compose(patched({path: tree}), Resources())
    except GkdraftError as error:
        message = str(error)
    assert "\n" not in message
    if message:
        return
    for suffix in (".docx", ".html", ".txt"):
        assert result.render(suffix)


@pytest.mark.parametrize("size", [300, pytest.param(10_000, marks=pytest.mark.fuzz)])
def test_a_very_long_list_of_problems_is_built(tmp_path: Path, capsys: Any, size: int) -> None:
    text = "年度: 2026\n存在问题:\n" + "  - 问题: 甲\n" * size
    survives(tmp_path, text.encode(), capsys)
