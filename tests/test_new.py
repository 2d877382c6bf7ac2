"""`new` and `read`: a file to fill in that explains itself and holds the notice's tasks."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.base.yaml_writing import write_entry
from gkdraft.cli import main
from gkdraft.cli.arguments import LEVELS
from gkdraft.layout.resources import Resources
from gkdraft.newyear import blank_file
from gkdraft.newyear.opening import open_year, read_notices
from gkdraft.reading.notices import task_yaml
from gkdraft.report.model import Notice, Task, TaskGroup
from helpers.reports import JIANGLIN, ROOT, codes, drafted_text, shared

NOTICE = JIANGLIN.parent / "2026要点.txt"
UNFILLED = {"GK001", "GK007", "GK401"}


def fresh(level: str = "市级政府", notices: tuple[Notice, ...] = ()) -> str:
    return blank_file.compose_blank(
        open_year(notices, 2026, "江临市人民政府", level, "", Resources())
    )


def jianglin() -> tuple[Notice, ...]:
    return read_notices([NOTICE], Resources())


@pytest.mark.parametrize("level", LEVELS)
def test_a_new_file_lacks_only_what_a_person_knows(level: str) -> None:
    assert set(codes(drafted_text(fresh(level, jianglin())))) == UNFILLED


def test_every_key_of_a_new_file_has_an_explanation_above_it() -> None:
    above = ""
    for line in fresh().splitlines():
        if re.match(r"\s*(- )?\S+:", line) and not line.lstrip().startswith("#"):
            key = line.strip().removeprefix("- ").partition(":")[0]
            listed = key in ("数据", "亮点", "信息处理费", "主动公开", "申请情况", "复议诉讼")
            aspect = line.startswith("  ") and above.startswith(("总体情况", "    亮点"))
            assert above.lstrip().startswith("#") or listed or aspect, line
        above = line


def test_what_the_law_demands_of_a_level_is_asked_even_if_it_is_rarely_given() -> None:
    assert "\n      社会评议满意度:" in fresh("县级政府")
    assert "社会评议满意度" not in fresh("部门").replace("还可以写", "\n#").split("#")[0]


def test_the_tasks_wait_with_an_aspect_and_the_reason_for_it() -> None:
    report = drafted_text(fresh(notices=jianglin())).draft.report
    tasks = [task for group in report.notices[0].groups for task in group.tasks]
    assert [task.aspect for task in tasks] == [
        *["主动公开"] * 4,
        "依申请公开",
        "政府信息管理",
        *["平台建设"] * 2,
    ]
    assert tasks[0].aspect_reason == "标题有“决策”"
    assert all(task.demand and task.source and task.state is None for task in tasks)


def test_the_proposed_aspects_are_those_the_documentation_lists() -> None:
    page = (ROOT / "docs/要点落实.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([一二三四五]（[一二三四五]）) \| (.+?) \| (.+?) \|", page, re.MULTILINE
    )
    (notice,) = read_notices([shared("seeds/002_41f55505d6552190.txt")], Resources())
    found = [(t.number, t.title, t.aspect) for group in notice.groups for t in group.tasks]
    assert found == rows != []


def test_reading_as_yaml_gives_what_reading_as_json_gives(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["read", str(NOTICE)]) == 0
    text = capsys.readouterr().out
    assert main(["read", str(NOTICE), "--format", "json"]) == 0
    (data,) = json.loads(capsys.readouterr().out)["要点"]
    (notice,) = drafted_text(f"年度: 2026\n{text}").draft.report.notices
    assert task_yaml.list_notice(notice) == data
    assert [len(group["任务"]) for group in data["组"]] == [2, 2, 2, 2]
    assert data["文号"] == "江政办发〔2026〕12号"
    assert data["组"][1]["任务"][0]["时限"] == "9月底前"


PROVINCE = """全省2026年政务公开工作要点

一、推进公开

（一）公开民生实事进展情况。各地按季度公布民生实事进展。

（二）加强政府网站管理。更新栏目。
"""


def test_near_duplicates_of_two_notices_are_proposed_and_not_merged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "省要点.txt"
    other.write_text(PROVINCE, encoding="utf-8")
    target = tmp_path / "2026.yaml"
    notices = ["--notice", str(NOTICE), "--notice", str(other)]
    assert main(["new", str(target), "--agency", "江临市司法局", *notices]) == 0
    said = capsys.readouterr().out
    text = target.read_text(encoding="utf-8")
    read = drafted_text(text).draft.report.notices
    assert not any(t.merged for n in read for g in n.groups for t in g.tasks)
    assert said.count("相近任务") == text.count("            并入:\n") == 1
    assert "与 要点.1.组.1.任务.2“公开民生实事进展”相近" in text


def test_an_existing_file_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "2026.yaml"
    target.write_text("年度: 2025\n", encoding="utf-8")
    assert main(["new", str(target), "--year", "2026", "--level", "部门"]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "年度: 2025\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.yaml", "--level", "部门"], "--year"),
        (["x.yaml", "--year", "2026"], "--level"),
        (["x.yaml", "--year", "2026", "--agency", "江临市人民政府"], "--level"),
        (["x.yaml", "--year", "1999", "--level", "部门"], "2008"),
        (["x.yaml", "--year", "二六", "--level", "部门"], "不是年份"),
        (["x.yaml", "--year", "2026", "--level", "部门", "--layout", "1888"], "没有名为“1888”"),
        (["x.docx", "--year", "2026", "--level", "部门"], ".yaml"),
        (["x.yaml", "--notice", "没有.docx"], "没有这个文件"),
    ],
)
def test_what_cannot_begin_says_so_in_one_line_and_writes_nothing(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = main(["new", *arguments])
    except SystemExit as stop:
        status = int(str(stop.code))
    error = capsys.readouterr().err
    assert (status, error.count("\n")) == (2, 1)
    assert said in error
    assert not list(tmp_path.iterdir())


def test_the_level_follows_from_the_name_where_the_name_tells_it() -> None:
    def level(name: str) -> str:
        return open_year((), 2026, name, "", "", Resources()).level

    assert level("云川县人民政府") == "县级政府"
    assert level("内蒙古自治区人民政府") == "省级政府"
    assert level("江临市石桥镇人民政府") == "乡级政府"
    assert level("江临市司法局") == "部门"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co"]), max_size=80)


@given(WORDS, st.lists(WORDS, max_size=3), st.sampled_from(["", "：", "#", "{{", "- ", "\n"]))
def test_whatever_a_notice_says_is_written_so_that_it_reads_back(
    text: str, names: list[str], mark: str
) -> None:
    task = Task.model_validate(
        {"标题": mark + text, "要求": text + mark + text, "责任单位": tuple(names)}
    )
    notice = Notice(标题=text, 组=(TaskGroup(标题=mark, 任务=(task,)),))  # type: ignore[call-arg]
    back = parse_yaml("\n".join(task_yaml.write_notices([notice])), "x.yaml").data["要点"][0]
    assert task_yaml.list_notice(Notice.model_validate(back)) == task_yaml.list_notice(notice)


def test_the_word_null_stays_a_word() -> None:
    assert write_entry("责任单位", ["null"]) == ['责任单位: ["null"]']


def test_long_text_is_written_as_a_block() -> None:
    assert write_entry("要求", "长" * 61) == ["要求: |", "  " + "长" * 61]
