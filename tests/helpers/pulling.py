"""A data file with a draft beside it that somebody has edited."""

from pathlib import Path

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.pipeline import draft_report
from gkdraft.report import datafile
from helpers.editing import Change, Editor
from helpers.reports import JIANGLIN

EDITED = "改稿.docx"
CELL: DataPath = ("申请情况", "本年新收", 2)
"""What `change_cell` changes, from 2."""
PROBLEM: DataPath = ("存在问题", 2, "问题")
"""What `change_problem` changes, from 9个."""
IN_FORCE: DataPath = ("主动公开", "规章", "现行有效")


def edited(folder: Path, *changes: Change) -> Path:
    """江临's data file, and beside it its draft as it came back from an editor."""
    data, draft = folder / "2026.yaml", folder / EDITED
    data.write_bytes(JIANGLIN.read_bytes())
    draft.write_bytes(draft_report(data).render(".docx"))
    editor = Editor(draft)
    for change in changes:
        change(editor)
    editor.save(draft)
    return data


def held(data: Path, place: DataPath) -> Plain:
    """What the data file holds at a place."""
    return look_up(datafile.read_datafile(data).data, place)


def change_cell(editor: Editor) -> None:
    editor.set_cell(1, 3, 3, "5")


def change_problem(editor: Editor) -> None:
    editor.replace("64个专区中有9个", "64个专区中有12个")


def change_total(editor: Editor) -> None:
    """A figure that follows from others."""
    editor.replace("新收政府信息公开申请547件", "新收政府信息公开申请550件")


def change_one_of_two(editor: Editor) -> None:
    """A figure of table two, in the text only."""
    editor.replace("年末现行有效规章9件", "年末现行有效规章10件")
