"""What the data changed goes into an edited document, whatever was done to either."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gkdraft.base.package import CUSTOM, read_properties
from gkdraft.cli import main
from gkdraft.prose.snapshot import read_snapshot, write_snapshot
from gkdraft.revise.onto.building import OntoBuild, build_onto
from gkdraft.revise.refreshing.properties import renew_properties
from gkdraft.revise.revision import Revision
from helpers.editing import Change, Editor, read
from helpers.revising import build, list_sentences

MORE_PROBLEMS = """\
  - 问题: 公开栏目更新不及时
    佐证: 有3个栏目半年未更新
    改进: 由市政府办公室牵头，2027年3月底前逐栏目确定更新责任人
    进展: 计划
  - 问题: 部分专区利用率不高"""


@dataclass
class Desk:
    """A data file, and the document that an editor has of it."""

    data: Path
    document: Path

    def change(self, *pairs: tuple[str, str]) -> None:
        """Other words in the data file."""
        text = self.data.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        self.data.write_text(text, encoding="utf-8")

    def edit(self, change: Change) -> None:
        editor = Editor(self.document)
        change(editor)
        editor.save(self.document)

    def replace(self, old: str, new: str) -> None:
        self.edit(lambda editor: editor.replace(old, new))

    def take(self) -> None:
        """The editor's changes go into the data file."""
        assert main(["pull", str(self.document), str(self.data), "--apply"]) == 0

    def merge(self) -> OntoBuild:
        made = build_onto(Revision(self.data).reviser, self.document)
        self.document.write_bytes(made.written.data)
        return made

    @property
    def sentences(self) -> list[str]:
        return list_sentences(self.document)

    @property
    def pending(self) -> list[tuple[str, str, str]]:
        """The editor's changes that are not in the data."""
        pull = Revision(self.data).pull(self.document)
        return [(one.kind, one.key, one.now) for one in pull.changes]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(*build(tmp_path))


def test_a_block_that_only_the_editor_still_has_keeps_its_name(desk: Desk) -> None:
    desk.replace("均为虚构", "全为虚构")
    desk.change(("  主动公开: 本报告为示例，江临市及各项数据均为虚构。", "  主动公开:"))
    first = desk.merge()
    again = desk.merge()
    assert first.plan.conflicts
    assert not again.written.is_changed
    assert again.plan.conflicts == first.plan.conflicts


def test_what_the_data_took_from_the_editor_does_not_keep_their_other_words_out(
    desk: Desk,
) -> None:
    desk.replace("选址离办事大厅较远", "选址离大厅很远")
    desk.take()
    desk.change(("  - 问题: 部分专区利用率不高", MORE_PROBLEMS))
    made = desk.merge()
    assert not made.plan.conflicts
    told = "三是部分专区利用率不高，64个专区中有9个全年接待查阅不足100人次，选址离大厅很远。"
    assert told in desk.sentences
    assert not desk.pending


def test_words_the_editor_moved_and_the_data_took_out_are_told(desk: Desk) -> None:
    old, new = "围绕扩大就业和保障民生优化服务推进", "围绕保障民生优化服务推进"
    desk.change(("围绕优化营商环境和保障民生推进", old))
    main(["build", str(desk.data), "-o", str(desk.document), "--force"])
    desk.replace(old, "围绕保障民生优化服务和扩大就业推进")
    desk.change((old, new))
    assert [new in one.now for one in desk.merge().plan.conflicts] == [True]


def test_words_of_both_sides_in_one_sentence_both_stand(desk: Desk) -> None:
    desk.replace("保障民生推进", "改善民生推进")
    desk.change(("围绕优化营商环境和保障民生推进", "紧扣优化营商环境和改善民生推进"))
    assert not desk.merge().plan.conflicts
    assert "2026年，我市紧扣优化营商环境和改善民生推进政府信息公开。" in desk.sentences


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("新收量较上年增加35件，增长6.84%", "新收量较上年增加了35件，增幅6.84%"),
        ("新收量较上年增加35件，增长6.84%", "新收量比上年多了35件（6.84%）"),
        ("新收量较上年增加35件，增长6.84%", "新收量较上年增加36件，增长6.84%"),
    ],
)
def test_a_figure_does_not_arrive_where_the_words_that_go_with_it_do_not(
    before: str, now: str, desk: Desk
) -> None:
    """增加35件 that became 减少65件 never reads 增加了65件."""
    desk.replace(before, now)
    desk.change(("本年新收: [486,", "本年新收: [386,"))
    made = desk.merge()
    kept = f"2026年，全市各级行政机关新收政府信息公开申请447件，上年结转24件；{now}。"
    assert kept in desk.sentences
    assert any("减少65件" in one.now for one in made.plan.conflicts)
    assert not desk.merge().written.is_changed


def test_words_and_figures_arrive_together_where_the_editor_left_both(desk: Desk) -> None:
    desk.replace("新收量较上年增加35件", "申请量较上年增加35件")
    desk.change(("本年新收: [486,", "本年新收: [386,"))
    assert not desk.merge().plan.conflicts
    assert any("申请量较上年减少65件，下降12.70%。" in one for one in desk.sentences)


def test_a_sentence_put_in_has_the_figures_that_stand_in_the_table(desk: Desk) -> None:
    """The editor filled a cell that the data fill otherwise: what is told of it adds up."""
    filled = desk.data.read_text(encoding="utf-8")
    desk.change(("本年新收: [486,", "本年新收: ['',"))
    main(["build", str(desk.data), "-o", str(desk.document), "--force"])
    desk.edit(lambda editor: editor.set_cell(1, 3, 1, "480"))
    desk.data.write_text(filled, encoding="utf-8")
    made = desk.merge()
    assert "申请情况.本年新收.自然人" in [one.key for one in made.plan.conflicts]
    assert "从申请人看，自然人480件，占88.72%；法人或其他组织61件。" in desk.sentences
    # a figure that nobody changed there is no change of the editor
    assert desk.pending == [("figure", "申请情况.本年新收.自然人", "480")]


def test_a_paragraph_that_was_taken_does_not_come_a_second_time(desk: Desk) -> None:
    """It stands before one that the data leave out, and in the data before another one."""
    own = "对公开栏目逐月巡查，发现问题当天整改。"
    desk.edit(lambda editor: editor.insert_after("一是职责信息不够清楚", own))
    desk.take()
    text = desk.data.read_text(encoding="utf-8")
    start, end = text.index("  - 问题: 部分专区"), text.index("# 第六部分")
    other = "  - 问题: 政策解读的形式少，不够精准\n    改进: 用图表解读\n    进展: 计划\n\n"
    desk.data.write_text(text[:start] + other + text[end:], encoding="utf-8")
    assert not desk.merge().plan.conflicts
    assert desk.sentences.count(own) == 1
    assert "二是政策解读的形式少，不够精准。" in desk.sentences
    assert not any("部分专区" in one for one in desk.sentences)


def test_a_total_the_editor_typed_that_the_data_come_to_as_well_stays(desk: Desk) -> None:
    """Though with a cell the editor changed it would be another one, then and the next time."""
    desk.replace("新收政府信息公开申请547件", "新收政府信息公开申请551件")
    desk.edit(lambda editor: editor.set_cell(1, 3, 2, "40"))
    desk.change(("本年新收: [486,", "本年新收: [490,"))
    desk.merge()
    assert not desk.merge().written.is_changed


def test_paragraphs_parted_alike_by_both_are_no_conflict(desk: Desk) -> None:
    desk.edit(lambda editor: editor.split("清理2020年以前的文件"))
    desk.take()
    desk.change(("审核: 842", "审核: 843"))
    made = desk.merge()
    assert not made.plan.conflicts
    assert not desk.pending
    assert not desk.merge().written.is_changed


def test_paragraphs_parted_elsewhere_by_the_editor_are_told(desk: Desk) -> None:
    desk.edit(lambda editor: editor.split("清理2020年以前的文件"))
    desk.take()
    # the editor thinks better of it, and parts what stands before
    desk.edit(lambda editor: editor.merge("落实先审查后公开制度"))
    desk.edit(lambda editor: editor.split("制发行政规范性文件"))
    assert "两边分段不同" in "".join(str(one.reason) for one in desk.merge().plan.conflicts)


@pytest.mark.parametrize(
    "change",
    [
        lambda editor: editor.delete("（一）主动公开"),
        lambda editor: editor.insert_after("（二）依申请公开", "自查情况", "Heading2"),
    ],
    ids=["out", "in"],
)
def test_headings_are_numbered_through_once_the_data_have_the_editor_s(
    change: Change, desk: Desk
) -> None:
    desk.edit(change)
    kept = list_numbers(desk)
    assert not desk.merge().written.is_changed
    desk.take()
    desk.merge()
    numbers = list_numbers(desk)
    assert numbers == ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）"][: len(numbers)]
    assert numbers != kept


def list_numbers(desk: Desk) -> list[str]:
    """The numbers of the headings of section one."""
    names = ("公开", "管理", "建设", "保障", "情况")
    lines = [read(p) for p in Editor(desk.document).paragraphs()]
    headings = [line for line in lines if len(line) < 20 and line.endswith(names)]
    return [line[:3] if line.startswith("（") else "" for line in headings if line[1] != "、"]


def test_a_heading_the_editor_numbered_otherwise_stays(desk: Desk) -> None:
    desk.replace("（五）监督保障", "5.监督保障")
    desk.edit(lambda editor: editor.delete("（一）主动公开"))
    desk.take()
    desk.merge()
    assert "5.监督保障" in [read(p) for p in Editor(desk.document).paragraphs()]


def test_a_forged_record_with_two_blocks_of_one_name_is_none(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = Editor(desk.document)
    record = read_snapshot(read_properties(editor.parts))
    assert record is not None
    pieces = write_snapshot(replace(record, names=(*record.names[:-1], record.names[1])))
    editor.parts[CUSTOM] = renew_properties(editor.parts, pieces, None)
    editor.save(desk.document)
    before = desk.document.read_bytes()
    assert main(["build", str(desk.data), "--onto", str(desk.document)]) == 2
    assert "没有生成时的记录" in capsys.readouterr().err
    assert desk.document.read_bytes() == before


@pytest.mark.parametrize("kind", ["missing", "folder", "empty"])
def test_a_document_that_cannot_be_read_is_told_in_one_line(
    kind: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.document.unlink()
    if kind == "folder":
        desk.document.mkdir()
    elif kind == "empty":
        desk.document.write_bytes(b"")
    assert main(["build", str(desk.data), "--onto", str(desk.document)]) == 2
    told = capsys.readouterr().err.strip()
    assert desk.document.name in told
    assert "GK999" not in told
    assert "\n" not in told
