"""岚河县: a county with twelve offices, two of which have not handed in, and one mistake.

What they handed in is made here from their workbooks; fixtures/lanhe-county-2026/回收 holds it.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gkdraft.base.package import pack_parts, unpack_parts
from gkdraft.gathering.statutory import FormSheet
from gkdraft.gathering.workbooks import Desk, open_desk
from gkdraft.layout.equations import Key

COUNTY = Path(__file__).parents[2] / "fixtures/lanhe-county-2026"
DATA, RETURNS = COUNTY / "2026.yaml", COUNTY / "回收"
FORMS = {"表二": "主动公开", "表三": "申请情况", "表四": "复议诉讼"}
Cells = Mapping[str, str | int]

# 本年新收 … 结转下年度 of 自然人; everything else in the table is 0
REQUESTS: Mapping[str, Cells] = {
    "县政府办公室": {"本年新收": 41, "上年结转": 3, "予以公开": 27,
                "无法提供.本机关不掌握相关政府信息": 14, "结转下年度": 3},
    "县教育局": {"本年新收": 9, "予以公开": 8, "部分公开": 1},
    "县人力资源和社会保障局": {"本年新收": 12, "予以公开": 7,
                    "不予公开.属于行政查询事项": 4, "结转下年度": 1},
    # the mistake: 22 + 2 came in, 25 are accounted for
    "县住房和城乡建设局": {"本年新收": 22, "上年结转": 2, "予以公开": 16,
                  "不予处理.信访举报投诉类申请": 8, "结转下年度": 1},
    "城关镇人民政府": {"本年新收": 5, "予以公开": 4, "其他处理.其他": 1},
}  # fmt: skip
TASKS: Mapping[str, tuple[str, str, str]] = {
    "县教育局": ("完成", "7月10日公开招生方案，8月20日公布录取结果，答复咨询 236 件", "专栏截图"),
    "县住房和城乡建设局": ("完成", "公开3批保障性住房分配结果，涉及 214 户", "分配公告3份"),
    "县人力资源和社会保障局": ("完成", "发布岗位信息 48 期，公布补贴申领结果 5 批", "公众号目录"),
    "县生态环境分局": ("推进中", "按月公开空气和地表水质量，水源地信息还缺 2 个月", ""),
    "县财政局": ("完成", "公开 71 个单位的预算和决算，公布一卡通发放结果 4 次", "财政专栏"),
    "县司法局": ("完成", "清理规范性文件 46 件，专栏公布 44 件并标注有效性", "岚司〔2026〕5号"),
    "县融媒体中心": ("完成", "发布政策解读 58 篇，其中图解、视频 33 篇", "解读台账"),
    "县行政审批局": ("完成", "逐项核对办事指南 1,204 项，更正 37 项", "核对清单"),
    "县政府办公室": ("完成", "建立统一台账，会商疑难件 6 件", "台账"),
    "城关镇人民政府": ("完成", "建成专区 1 个，12 个村的公开栏按季更新", "照片"),
}  # fmt: skip
FIGURES: Mapping[str, Cells] = {
    "县住房和城乡建设局": {"行政处罚": 131, "行政强制": 6},
    "县生态环境分局": {"行政处罚": 87, "行政强制": 0},
    "县行政审批局": {"行政许可": 13452},
    "县财政局": {"行政事业性收费": "1920.75"},
    "县司法局": {"规章.制发": 0, "规章.废止": 0, "规章.现行有效": 0, "行政规范性文件.制发": 5,
              "行政规范性文件.废止": 2, "行政规范性文件.现行有效": 44},
}  # fmt: skip
REVIEWS: Cells = {"行政复议.结果维持": 2, "行政复议.结果纠正": 1, "行政复议.尚未审结": 0,
                  "未经复议直接起诉.结果维持": 1}  # fmt: skip
ANSWERS: Mapping[str, Cells] = {
    "县融媒体中心": {"政务新媒体发布数": 3860, "政策解读数": 58},
    "县行政审批局": {"政务公开专区数": 15},
    "县政府办公室": {"培训次数": 4},
}
IN_WORD, MADE_ANEW = "城关镇人民政府", "县人力资源和社会保障局"
HANDED_IN = tuple(dict.fromkeys([*TASKS]))
MISSING = ("县卫生健康局", "县民政局")


def make_returns(data: Path = DATA) -> dict[str, bytes]:
    """What the ten offices handed in, by file name."""
    desk = open_desk(data)
    found: dict[str, bytes] = {}
    for office in HANDED_IN:
        if office == IN_WORD:
            found[f"{office}.docx"] = _write_word(desk, office)
        elif office == MADE_ANEW:
            found[f"{office}（重做的表）.xlsx"] = _make_anew(desk, office)
        else:
            found[f"{office}.xlsx"] = fill_in(desk, office)
    return found


def fill_in(desk: Desk, office: str) -> bytes:
    """The workbook of an office, filled in."""
    book = load_workbook(io.BytesIO(desk.render(desk.roster.offices[office])))
    for title, cells in list_forms(office).items():
        put_cells(desk, book[title], title, cells)
    if office in ANSWERS:
        for label, value in ANSWERS[office].items():
            put_beside(book["指标和文字"], 2, label, {4: value})
    state, done, proof = TASKS[office]
    sheet = book["要点任务"]
    task = desk.roster.offices[office].tasks[0].task
    put_beside(sheet, 2, task.title, {6: state, 7: done, 9: proof})
    return save(book)


def list_forms(office: str) -> dict[str, dict[Key, str | int]]:
    """The cells an office fills in, by table."""
    found: dict[str, dict[Key, str | int]] = {}
    if office in FIGURES:
        found["表二"] = {tuple(key.split(".")): value for key, value in FIGURES[office].items()}
    if office in REQUESTS:
        found["表三"] = {(*key.split("."), "自然人"): n for key, n in REQUESTS[office].items()}
    if office == "县司法局":
        found["表四"] = {tuple(key.split(".")): value for key, value in REVIEWS.items()}
    return found


def put_cells(desk: Desk, sheet: Worksheet, title: str, cells: Mapping[Key, str | int]) -> None:
    """Figures into a statutory table; 0 into every other cell of tables three and four."""
    form = desk.paper.session.book.layout.form_by_key[FORMS[title]]
    addresses = FormSheet(desk.roster.draft, form, "", bool, bool).addresses
    zeros = [cell.key for cell in form.inputs()] if title != "表二" else []
    for key in dict.fromkeys([*zeros, *cells]):
        row, column = addresses[key]
        value = cells.get(key, 0)
        sheet.cell(row, column).value = float(value) if isinstance(value, str) else value


def put_beside(sheet: Worksheet, column: int, label: str, values: Mapping[int, str | int]) -> None:
    """Values into the row of a label."""
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, column).value == label:
            for at, value in values.items():
                sheet.cell(row, at).value = value or None
            return
    raise LookupError(label)


def save(book: Workbook) -> bytes:
    """The bytes of a workbook, without the hour at which it was made."""
    buffer = io.BytesIO()
    book.save(buffer)
    parts = unpack_parts(buffer.getvalue(), "")
    parts.pop("docProps/core.xml")
    rels = parts["_rels/.rels"].decode()
    start = rels.index("<Relationship ", rels.index("core-properties") - 200)
    while "core-properties" not in rels[start : rels.index("/>", start)]:
        start = rels.index("<Relationship ", start + 1)
    end = rels.index("/>", start) + 2
    parts["_rels/.rels"] = (rels[:start] + rels[end:]).encode()
    types = parts["[Content_Types].xml"].decode()
    start = types.index('<Override PartName="/docProps/core.xml"')
    end = types.index("/>", start) + 2
    parts["[Content_Types].xml"] = (types[:start] + types[end:]).encode()
    return pack_parts(parts)


def _list_rows(desk: Desk, office: str) -> list[list[str]]:
    """Table three as a person would type it anew: only rows and columns that are needed."""
    form = desk.paper.session.book.layout.form_by_key["申请情况"]
    heads = ["", *(column.text for column in _list_leaves(form.blocks[0].columns))]
    rows = [heads]
    cells = list_forms(office)["表三"]
    for key, node in form.blocks[0].row_leaves:
        figures = [cells.get((*key, "自然人"), 0), *[0] * 5]
        if key == ("总计",):
            done = [
                n for k, n in cells.items() if k[0] not in ("本年新收", "上年结转", "结转下年度")
            ]
            figures = [sum(map(int, done)), *[0] * 5]
        rows.append([node.text, *map(str, figures), str(sum(map(int, figures)))])
    return rows


def _list_leaves(nodes: Sequence[object]) -> list[object]:
    found = []
    for node in nodes:
        found += _list_leaves(node.children) or [node]  # type: ignore[attr-defined]
    return found


def _task_row(desk: Desk, office: str) -> list[list[str]]:
    task = desk.roster.offices[office].tasks[0].task
    state, done, proof = TASKS[office]
    return [["编号", "工作任务", "完成状态", "工作开展情况", "佐证材料"],
            [task.number, task.title, state, done, proof]]  # fmt: skip


def _make_anew(desk: Desk, office: str) -> bytes:
    """A workbook that somebody made anew: other heads, other order, no colours."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    sheet.append([f"{office}2026年政务公开填报"])
    sheet.append(["报送单位", office])
    sheet.append([])
    for row in _list_rows(desk, office):
        sheet.append([int(text) if text.isdigit() else text for text in row])
    other = book.create_sheet("Sheet2")
    for row in _task_row(desk, office):
        other.append(row)
    return save(book)


def _write_word(desk: Desk, office: str) -> bytes:
    """The same in a Word document."""
    document = docx.Document()
    document.add_paragraph(f"填报单位：{office}　")
    for rows in (_list_rows(desk, office), _task_row(desk, office)):
        table = document.add_table(len(rows), len(rows[0]))
        for line, row in zip(rows, table.rows, strict=True):
            for text, cell in zip(line, row.cells, strict=True):
                cell.text = text
        document.add_paragraph("")
    buffer = io.BytesIO()
    document.save(buffer)
    return pack_parts(unpack_parts(buffer.getvalue(), ""))
