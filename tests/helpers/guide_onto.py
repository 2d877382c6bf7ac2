"""The example of the guide 数据又变了: what the editor did, and what the data changed meanwhile."""

from pathlib import Path

from gkdraft.base.places import Plain
from helpers.editing import Editor
from helpers.merging import set_data, set_figures
from helpers.revising import build

EDITED = "送审稿-办公室改.docx"
PROBLEM: dict[str, Plain] = {
    "问题": "部分栏目更新不及时",
    "改进": "由市政府办公室逐月巡查栏目，2027年起按季通报",
}


def make_example(folder: Path) -> Path:
    """A data file with new counts, and beside it the draft as an editor has it."""
    data, draft = build(folder)
    editor = Editor(draft)
    editor.set_cell(1, 3, 1, "490")
    editor.set_cell(0, 2, 3, "13")
    editor.replace("公开政策文件143件，发布", "全年公开政策文件143件，同步发布")
    editor.replace("年末现行有效规章9件", "到年底有效的规章9件")
    editor.insert_after("举办培训", "建立季度会商机制，集中研究疑难申请。")
    editor.save(folder / EDITED)
    set_figures(
        data,
        {
            "申请情况.本年新收.商业企业": "43",
            "主动公开.规章.现行有效": "11",
            "总体情况.监督保障.数据.培训人次": "700",
        },
    )
    set_data(data, {"存在问题.4": PROBLEM})
    return data
