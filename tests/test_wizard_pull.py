"""Edited drafts in the wizard: found, asked about one by one, written, and nothing lost."""

import os
from pathlib import Path

import pytest

from gkdraft.base.columns import display_width
from gkdraft.base.package import CUSTOM
from gkdraft.pipeline import draft_report
from gkdraft.report import datafile
from gkdraft.revise.revision import Revision
from gkdraft.rules.findings import Finding, Severity
from gkdraft.wizard.answers.new_findings import find_new
from gkdraft.wizard.file.drafts import DraftFolder
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.file.taking import Taking
from gkdraft.wizard.run import Wizard
from gkdraft.wizard.screens.changes import compose_items, show_apart
from helpers.editing import Editor, edit_at_random
from helpers.prompting import CTRL_G, ENTER, ESC, answering
from helpers.pulling import (
    CELL,
    EDITED,
    IN_FORCE,
    PROBLEM,
    change_cell,
    change_one_of_two,
    change_problem,
    change_total,
    edited,
    held,
)

TAKE, LEAVE, LATER, REST = (f"{digit}{ENTER}" for digit in (1, 2, 3, 4))
OPEN = (f"1{ENTER}", f"1{ENTER}")  # the first draft that is offered, one by one
OTHER = f"2{ENTER}"


# --- pure


def test_a_long_text_is_shown_around_what_differs() -> None:
    same = "全市各级行政机关落实先审查后公开制度并逐条登记" * 6
    before, now = show_apart(f"{same}甲乙{same}丙{same}", f"{same}丁{same}{same}")
    assert (before.count("……"), now.count("……")) == (3, 3)
    assert before.replace("甲乙", "丁").replace("丙", "") == now
    assert len(before) < len(same)


def test_short_texts_and_new_ones_are_shown_whole() -> None:
    assert show_apart("有9个", "有12个") == ("有9个", "有12个")
    assert show_apart("", "新" * 200) == ("", "新" * 200)


@pytest.mark.parametrize("size", [(80, 24), (40, 16), (200, 50)])
def test_a_card_stays_inside_its_window(size: tuple[int, int], tmp_path: Path) -> None:
    def change(editor: Editor) -> None:
        editor.insert_after("（五）监督保障", "新写的一段，说明总体安排。" * 60)

    sitting = Sitting(edited(tmp_path, change_problem, change))
    taking = Taking(sitting, tmp_path / EDITED)
    for group in taking.groups:
        lines = compose_items(group, 1, len(taking.groups), size)
        assert max(map(display_width, lines)) <= size[0]
        assert len(lines) <= size[1] - 6  # what can be chosen stands below


def test_findings_that_were_there_before_are_not_new() -> None:
    old = Finding("GK601", Severity.ERROR, "数不一致", ("主动公开",))
    new = Finding("GK601", Severity.ERROR, "另一处不一致", ("主动公开",))
    note = Finding("GK501", Severity.NOTE, "说明", ())
    assert list(find_new([old], [old, new, note])) == [new]


# --- which draft


def test_edited_drafts_beside_the_file_are_offered_the_newest_first(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell)
    result = draft_report(data)
    (tmp_path / "没有动过.docx").write_bytes(result.render(".docx"))
    (tmp_path / "~$改稿.docx").write_bytes(b"\x05")
    (tmp_path / "年报核对单.docx").write_bytes(result.render_checklist())
    Editor(tmp_path / "年报核对单.docx").save(tmp_path / "年报核对单.docx")
    foreign = Editor(tmp_path / EDITED)
    del foreign.parts[CUSTOM]
    foreign.save(tmp_path / "别人的.docx")
    Editor(tmp_path / EDITED).save(tmp_path / "后改的.DOCX")
    os.utime(tmp_path / EDITED, (1, 1))
    folder = DraftFolder(tmp_path)
    assert [path.name for path in folder.list_edited()] == ["后改的.DOCX", EDITED]
    (tmp_path / EDITED).write_bytes(result.render(".docx"))
    assert [path.name for path in folder.list_edited()] == ["后改的.DOCX"]


@pytest.mark.parametrize("typed", ["没有.docx", "x" * 5000, "~nobody-here/a.docx", '"'])
def test_a_path_that_leads_nowhere_is_asked_for_again_with_one_line(
    typed: str, tmp_path: Path
) -> None:
    data = edited(tmp_path, change_problem)
    keys = (OTHER, typed + ENTER, f"\x15{EDITED}{ENTER}", f"1{ENTER}", TAKE)
    with answering(*keys) as terminal:
        Wizard(Sitting(data), terminal).pull()
    assert "没有这个文件" in terminal.seen[2] or "读不出来" in terminal.seen[2]
    assert "12个" in str(held(data, PROBLEM))


def test_a_file_that_is_no_draft_is_told_in_one_line_and_the_question_comes_again(
    tmp_path: Path,
) -> None:
    data = edited(tmp_path, change_problem)
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04")
    with answering(OTHER, "坏的.docx" + ENTER, CTRL_G) as terminal:
        wizard = Wizard(Sitting(data), terminal)
        assert wizard.pulling.run().name == "jump"
    assert "坏的.docx: 不是完整的 Word 文件" in terminal.seen[-1]
    assert wizard.pulling.paths.typed == "坏的.docx"


# --- item by item


def test_a_change_that_is_taken_is_in_the_file_before_the_next_is_asked(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell, change_problem)
    with answering(*OPEN, TAKE, "\x03") as terminal, pytest.raises(KeyboardInterrupt):
        Wizard(Sitting(data), terminal).pull()
    assert held(data, CELL) == "5"
    assert "9个" in str(held(data, PROBLEM))


def test_what_the_file_was_is_kept_beside_it_once_and_comments_stay(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell, change_problem)
    old = data.read_bytes()
    with answering(*OPEN, TAKE, TAKE, "\x03") as terminal, pytest.raises(KeyboardInterrupt):
        Wizard(Sitting(data), terminal).pull()
    kept = [path for path in tmp_path.glob("*.yaml") if path != data]
    assert [path.read_bytes() for path in kept] == [old]
    changed = [
        line
        for line in data.read_text(encoding="utf-8").splitlines()
        if line not in old.decode().splitlines()
    ]
    assert len(changed) == 2


def test_nothing_is_kept_beside_the_file_where_nothing_is_taken(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell)
    old = data.read_bytes()
    with answering(*OPEN, LEAVE) as terminal:
        Wizard(Sitting(data), terminal).pull()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026.yaml", EDITED]
    assert data.read_bytes() == old


def test_all_that_is_sure_is_written_in_one_stroke_and_enter_alone_writes_nothing(
    tmp_path: Path,
) -> None:
    for number, keys in enumerate([(OPEN[0], f"2{ENTER}", ENTER), (*OPEN, REST, ENTER)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        data = edited(folder, change_cell, change_problem)
        both = data.read_text(encoding="utf-8").replace("[486, 37, 2,", "[486, 37, 3,")
        data.write_text(both, encoding="utf-8")
        with answering(*keys) as terminal:
            wizard = Wizard(Sitting(data), terminal)
            wizard.pulling.run()
        assert held(data, CELL) == "3"  # changed on both sides: a person must say which
        assert "12个" in str(held(data, PROBLEM))
        assert "写入 1 项 · 以后再说 1 项" in wizard.sitting.said


def test_what_was_not_wanted_is_not_asked_again_and_what_was_put_off_is(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell, change_problem)
    with answering(*OPEN, LEAVE, LATER, *OPEN, TAKE) as terminal:
        wizard = Wizard(Sitting(data), terminal)
        wizard.pull()
        wizard.pull()
    assert held(data, CELL) == "2"
    assert "12个" in str(held(data, PROBLEM))


def test_what_was_not_wanted_can_be_looked_at_again(tmp_path: Path) -> None:
    data = edited(tmp_path, change_problem)
    with answering(*OPEN, LEAVE, *OPEN, TAKE) as terminal:
        wizard = Wizard(Sitting(data), terminal)
        wizard.pull()
        wizard.pull()
    assert "12个" in str(held(data, PROBLEM))


def test_esc_goes_to_the_change_before_and_from_the_first_to_the_drafts(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell, change_problem)
    keys = (*OPEN, LEAVE, ESC, TAKE, ESC, ENTER, ESC, ESC, ESC)
    with answering(*keys) as terminal:
        wizard = Wizard(Sitting(data), terminal)
        assert wizard.pulling.run().name == "back"
    assert held(data, CELL) == "5"
    assert "9个" in str(held(data, PROBLEM))


def test_a_draft_that_says_what_the_data_say_brings_nothing(tmp_path: Path) -> None:
    data = edited(tmp_path)
    (tmp_path / EDITED).write_bytes(draft_report(data).render(".docx"))
    with answering(f"1{ENTER}", EDITED + ENTER) as terminal:
        wizard = Wizard(Sitting(data), terminal)
        wizard.pull()
    assert "没有要收回的改动" in wizard.sitting.said


def test_what_somebody_else_changed_at_the_same_place_is_not_overwritten(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell)
    sitting = Sitting(data)
    taking = Taking(sitting, tmp_path / EDITED)
    theirs = data.read_text(encoding="utf-8").replace("[486, 37, 2,", "[486, 37, 3,")
    data.write_text(theirs, encoding="utf-8")
    assert not taking.take([0])
    assert "这一项没有写入" in sitting.said
    assert data.read_text(encoding="utf-8") == theirs
    assert taking.find_open() == 0
    assert taking.take([0])
    assert held(data, CELL) == "5"


def test_what_somebody_else_changed_elsewhere_is_kept(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell)
    taking = Taking(Sitting(data), tmp_path / EDITED)
    theirs = data.read_text(encoding="utf-8").replace("64个专区中有9个", "64个专区中有8个")
    data.write_text(theirs, encoding="utf-8")
    assert taking.take([0])
    assert held(data, CELL) == "5"
    assert "8个" in str(held(data, PROBLEM))
    assert taking.backup
    assert taking.backup.read_text(encoding="utf-8") == theirs


def test_a_file_that_cannot_be_written_to_meanwhile_loses_no_change(tmp_path: Path) -> None:
    data = edited(tmp_path, change_cell)
    sitting = Sitting(data)
    taking = Taking(sitting, tmp_path / EDITED)
    whole = data.read_bytes()
    data.write_text("机关: [", encoding="utf-8")
    assert not taking.take([0])
    assert sitting.said
    assert taking.find_open() == 0
    data.write_bytes(whole)
    assert taking.take([0])


def test_what_cannot_be_taken_is_not_asked(tmp_path: Path) -> None:
    taking = Taking(Sitting(edited(tmp_path, change_total, change_cell)), tmp_path / EDITED)
    assert len(taking.groups) == 1
    assert [item.change.before for item in taking.refused] == ["547"]


def test_figures_of_one_sentence_are_asked_about_together(tmp_path: Path) -> None:
    def change(editor: Editor) -> None:
        editor.replace("年末现行有效规章9件", "年底仍有效规章10件")

    data = edited(tmp_path, change)
    taking = Taking(Sitting(data), tmp_path / EDITED)
    assert [len(group) for group in taking.groups] == [2]
    assert taking.take([0])
    assert Revision(data).pull(tmp_path / EDITED).items == ()


def test_a_figure_that_disagrees_with_its_table_is_shown_and_can_be_mended(tmp_path: Path) -> None:
    data = edited(tmp_path, change_one_of_two)
    mend = (f"1{ENTER}", f"10{ENTER}", f"1{ENTER}", LATER)  # GK202 is new then
    with answering(*OPEN, TAKE, *mend) as terminal:
        wizard = Wizard(Sitting(data), terminal)
        wizard.pull()
    assert held(data, IN_FORCE) == "10"
    assert "GK601" not in {finding.code for finding in draft_report(data).findings}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_by_one_gives_what_all_at_once_gives(seed: int, tmp_path: Path) -> None:
    data = edited(tmp_path, lambda editor: edit_at_random(editor, seed, 4), change_cell)
    whole = tmp_path / "全部.yaml"
    whole.write_bytes(data.read_bytes())
    taking = Taking(Sitting(data), tmp_path / EDITED)
    for number in range(len(taking.groups)):
        assert taking.take([number])
    revision = Revision(whole)
    revision.apply(i for i in revision.pull(tmp_path / EDITED).items if i.change.is_taken)
    assert len(taking.groups) > 1
    assert datafile.read_datafile(data).data == datafile.read_datafile(whole).data
