"""Invented notices in every shape of domain.md §6.3, written as .txt, .html and .docx.

`python tests/helpers/shapes.py` rewrites the files in fixtures/notices; what each should be read
as stands beside them in .yaml, by hand. Places, bodies and sentences are our own invention.

A description is text, a paragraph a line:
⏎       a line break inside a paragraph, a new paragraph inside a cell
#一、    this number is drawn by Word: 一、 （一） 1. as levels of one list
@（一）  the same as a list of one level, which starts anew at 一
##1.    the same as a list of one level that runs through all parts
[-x-]   deleted, [+x+] inserted, both still tracked; a line that begins with [-- is deleted whole
[box]   the paragraph stands in a text box
|a|b|   a row of a table; ^ continues the cell above, < the cell to the left
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from gkdraft.base import package

FOLDER = Path(__file__).parent.parent.parent / "fixtures/notices"


@dataclass(frozen=True)
class Shape:
    """A notice as described, and how its files are made."""

    name: str
    text: str
    encoding: str = "utf-8"  # of the .txt
    tabs: bool = False  # between the cells in the .txt
    lost: bool = False  # a cell that continues the one above is missing in the .txt
    framed: bool = False  # the .html is a page with navigation and a table of its properties

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of this notice by name."""
        lines = self.text.strip("\n").split("\n")
        yield f"{self.name}.txt", text_file(lines, self)
        yield f"{self.name}.html", html_file(lines, self)
        yield f"{self.name}.docx", docx_file(lines)


# what all three share -----------------------------------------------------------------------

_AUTOMATIC = re.compile(r"(##|#|@)(（.+?）|.+?[、.])(.*)")


def blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Paragraphs one by one, the rows of a table together."""
    for row, members in groupby(lines, key=lambda line: line.startswith("|")):
        if row:
            yield list(members)
        else:
            yield from ([line] for line in members)


def accepted(line: str) -> str:
    """A paragraph as it reads: changes accepted, numbers drawn."""
    line = re.sub(r"\[-.*?-\]", "", line.removeprefix("[box]"))
    line = re.sub(r"\[\+(.*?)\+\]", r"\1", line)
    match = _AUTOMATIC.match(line)
    return match[2] + match[3] if match else line


def cells(row: str) -> list[str]:
    return row[1:-1].split("|")


def reach(rows: Sequence[Sequence[str]], row: int, column: int) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    wide = tall = 1
    while column + wide < len(rows[row]) and rows[row][column + wide] == "<":
        wide += 1
    while row + tall < len(rows) and rows[row + tall][column] == "^":
        tall += 1
    return wide, tall


# .txt ---------------------------------------------------------------------------------------


def text_file(lines: Sequence[str], shape: Shape) -> bytes:
    """Plain text; merged cells are empty, as they are when a table is copied into an editor."""
    found = []
    for line in lines:
        if line.startswith("|"):
            kept = [c for c in cells(line) if c != "^" or not shape.lost]
            row = ["" if c in ("^", "<") else c.replace("⏎", " ") for c in kept]
            found.append("\t".join(row) if shape.tabs else f"|{'|'.join(row)}|")
        elif not line.startswith("[--"):
            found.append(accepted(line).replace("⏎", "\n"))
    return ("\n".join(found) + "\n").encode(shape.encoding)


# .html --------------------------------------------------------------------------------------

_FRAME = """<div class="nav"><a href="/">网站首页</a> &gt; <a href="/zc">政策文件</a></div>
<table class="xx"><tr><td>索引号：</td><td>11320000MB0/2026-00012</td><td>发布机构：</td>
<td>市政府办公室</td></tr><tr><td>信息分类：</td><td>通知</td><td>浏览次数：</td><td>128</td></tr></table>
"""
_FOOT = """<p>【打印本页】 【关闭窗口】</p><p>版权所有：江临市人民政府 ICP备00000000号</p>
"""


def html_file(lines: Sequence[str], shape: Shape) -> bytes:
    """A web page; the first character of a paragraph stands in a span of its own."""
    body = "".join(_html(block) for block in blocks(lines) if not block[0].startswith("[--"))
    frame, foot = (_FRAME, _FOOT) if shape.framed else ("", "")
    page = (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>通知公告</title>'
        "<style>p{text-indent:2em}</style><script>var a = '<p>一、不是正文</p>';</script></head>"
        f"<body>\n{frame}{body}{foot}</body></html>\n"
    )
    return page.encode()


def _html(block: Sequence[str]) -> str:
    if not block[0].startswith("|"):
        text = escape(accepted(block[0])).replace("⏎", "<br>\n")
        return f"<p>&emsp;&emsp;<span>{text[:1]}</span>{text[1:]}</p>\n"
    rows = [cells(row) for row in block]
    made = (
        "".join(
            _html_cell(text, *reach(rows, r, c))
            for c, text in enumerate(row)
            if text not in ("^", "<")
        )
        for r, row in enumerate(rows)
    )
    return "<table>\n" + "".join(f"<tr>{row}</tr>\n" for row in made) + "</table>\n"


def _html_cell(text: str, wide: int, tall: int) -> str:
    spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{tall}"' if tall > 1 else "")
    inside = "".join(f"<p>{escape(part)}</p>" for part in text.split("⏎"))
    return f"<td{spans}>{inside}</td>"


# .docx --------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/></Types>'
)
_TRACKED = 'w:id="1" w:author="审稿" w:date="2026-03-01T09:00:00Z"'
_CHINESE = "chineseCountingThousand"
_LISTS = {
    "#": ((_CHINESE, "%1、"), (_CHINESE, "（%2）"), ("decimal", "%3.")),
    "@": ((_CHINESE, "（%1）"),),
    "##": (("decimal", "%1."),),
}


def docx_file(lines: Sequence[str]) -> bytes:
    """A minimal Word package: the same bytes for the same description."""
    restarts = 0
    body = ""
    for block in blocks(lines):
        restarts += block[0].startswith("@（一）")
        body += _word_table(block) if block[0].startswith("|") else _word(block[0], restarts)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    if "<w:numPr>" in body:
        parts["word/_rels/document.xml.rels"] = _relation("numbering", "numbering.xml")
        parts["word/numbering.xml"] = _numbering(restarts)
    return package.pack_parts({name: part.encode() for name, part in parts.items()})


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _numbering(restarts: int) -> str:
    """Three lists; every restart of the second one is a list of its own that overrides it."""
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{_levels(levels)}</w:abstractNum>'
        for index, levels in enumerate(_LISTS.values())
    )
    made += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    made += '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for index in range(restarts):
        made += f'<w:num w:numId="{11 + index}"><w:abstractNumId w:val="1"/>{again}</w:num>'
    return f"<w:numbering {_W}>{made}</w:numbering>"


def _levels(levels: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (kind, text) in enumerate(levels)
    )


def _word(line: str, restarts: int) -> str:
    match = _AUTOMATIC.match(line.removeprefix("[--").removesuffix("--]"))
    listed = _list_properties(match[1], match[2], restarts) if match else ""
    if line.startswith("[--"):
        gone = match[3] if match else line[3:-3]
        mark = f"<w:rPr><w:del {_TRACKED}/></w:rPr>"
        return f"<w:p><w:pPr>{listed}{mark}</w:pPr>{_tracked('del', gone)}</w:p>"
    if line.startswith("[box]"):
        inner = f"<w:txbxContent>{_word(line[5:], restarts)}</w:txbxContent>"
        return f"<w:p><w:r><w:pict>{inner}</w:pict></w:r></w:p>"
    properties = f"<w:pPr>{listed}</w:pPr>" if listed else ""
    return f"<w:p>{properties}{_runs(match[3] if match else line)}</w:p>"


def _list_properties(sign: str, number: str, restarts: int) -> str:
    level = 0
    if sign == "#":
        level = 1 if number.startswith("（") else 2 if number[0].isdigit() else 0
    name = {"#": 1, "##": 2, "@": 10 + restarts}[sign]
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'


def _runs(text: str) -> str:
    """Runs of a paragraph; a sentence is a run, as Word breaks them where an editor stopped."""
    made = ""
    for part in re.split(r"(\[-.*?-\]|\[\+.*?\+\])", text):
        if part.startswith(("[-", "[+")):
            made += _tracked("del" if part[1] == "-" else "ins", part[2:-2])
        else:
            made += "".join(_run(piece) for piece in re.split(r"(?<=。)", part) if piece)
    return made


def _tracked(kind: str, text: str) -> str:
    tag = "delText" if kind == "del" else "t"
    return f"<w:{kind} {_TRACKED}><w:r><w:{tag}>{escape(text)}</w:{tag}></w:r></w:{kind}>"


def _run(text: str) -> str:
    marks = {"⏎": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(
        f"<w:r>{marks[piece]}</w:r>"
        if piece in marks
        else f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for piece in re.split(r"([⏎\t])", text)
        if piece
    )


_BORDERS = "".join(
    ["<w:tblPr><w:tblBorders>"]
    + [
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    + ["</w:tblBorders></w:tblPr>"]
)


def _word_table(block: Sequence[str]) -> str:
    rows = [cells(row) for row in block]
    made = ""
    for r, row in enumerate(rows):
        inside = "".join(
            _word_cell(text, *reach(rows, r, c)) for c, text in enumerate(row) if text != "<"
        )
        made += f"<w:tr>{inside}</w:tr>"
    return f"<w:tbl>{_BORDERS}{made}</w:tbl>"


def _word_cell(text: str, wide: int, tall: int) -> str:
    merge = "<w:vMerge/>" if text == "^" else ""
    if tall > 1 and text != "^":
        merge = '<w:vMerge w:val="restart"/>'
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    properties = f"<w:tcPr>{span}{merge}</w:tcPr>" if span or merge else ""
    parts = [""] if text == "^" else text.split("⏎")
    return f"<w:tc>{properties}{''.join(f'<w:p>{_runs(part)}</w:p>' for part in parts)}</w:tc>"


# the notices --------------------------------------------------------------------------------

SHAPES = (
    # 1 国办发〔2016〕19号: bodies in brackets where the paragraph ends
    Shape(
        "01-units-in-brackets",
        """
江政办发〔2026〕12号
江临市人民政府办公室关于印发江临市2026年政务公开工作要点的通知
各县（市、区）人民政府，市政府各部门、各直属机构：
《江临市2026年政务公开工作要点》已报市政府批准，现发给你们，请抓紧组织实施。
江临市人民政府办公室
2026年4月20日
（此件公开发布）
江临市2026年政务公开工作要点
今年全市政务公开工作的想法是：群众关心什么就先公开什么，看得见、听得懂、好监督。
#一、围绕放宽准入推进公开
#（一）公布审批事项的增减情况。取消、下放和新设的审批事项，变动后五个工作日内列出依据和衔接办法。事项编码与省里保持一致。（市行政审批局、市司法局负责）
#（二）晒出涉企收费底账。把收费项目、标准和减免条件列成一张表，9月底前挂到门户网站首页。（市发展改革委牵头，市财政局、市市场监管局配合）
#二、围绕民生保障推进公开
#（一）讲明救助怎么申请。低保、临时救助的条件和办理流程配上实例说明，乡镇窗口同步摆放。（市民政局，各县（市、区）人民政府）
#（二）及时发布用水用气安排。停水停气提前两天告知，恢复时间有变的随时更正。（各公用事业单位按职责分工负责）
#三、围绕公开能力建设推进公开
#（一）办好干部培训。全年不少于两期，讲清申请怎么接、怎么答（含网上申请）。
各县（市、区）、各部门要把任务落实到人。落实情况纳入政府信息公开工作年度报告并向社会公开。
""",
    ),
    # 2 国办发〔2017〕24号: titles of six characters
    Shape(
        "02-short-titles",
        """
云川县人民政府办公室文件
云政办〔2026〕7号
云川县人民政府办公室
关于印发2026年全县政务公开
工作要点的通知
各乡镇人民政府、街道办事处，县政府有关部门：
现将《2026年全县政务公开工作要点》印发给你们，请结合实际贯彻执行。
云川县人民政府办公室
2026年3月6日
2026年全县政务公开工作要点
一、以政务公开助力稳增长
（一）稳定市场预期。每季度发布经济运行短评，用图表讲清走势和下一步打算。（县统计局、县发改局）
（二）亮明减负成效。减税退费的总额、户数和典型企业，按季公布。（县税务局牵头）
二、以政务公开助力惠民生
（一）公开学位安排。义务教育招生范围图于6月10日前公布，随迁子女入学材料一次讲清。（县教育局）
（二）细化扶助资金。补贴到人到户的明细在村务公开栏张榜不少于十天。（县农业农村局、县财政局、各乡镇人民政府）
（三）跟踪回应热线。办结率、满意度和没有办成的原因，按月通报。（县政务服务中心）
抄送：县委办公室，县人大常委会办公室。
云川县人民政府办公室　　　　　　　　2026年3月6日印发
""",
        framed=True,
    ),
    # 3 国办发〔2019〕14号: sentences, nobody named; half-width brackets, a mark of page breaks
    Shape(
        "03-sentences-only",
        """
江临市人民政府办公室关于印发江临市2025年政务公开工作要点的通知
江政办发〔2025〕9号
各县（市、区）人民政府，市政府各部门：
经市政府同意，现将《江临市2025年政务公开工作要点》印发给你们，请认真落实。
江临市人民政府办公室
2025年5月8日
（此件主动公开）
江临市2025年政务公开工作要点
做好今年的政务公开工作，重在说清政策、回应关切、守住底线。
一、着眼稳定预期，把政策讲透
(一)重要政策配套解读。文件与解读一同起草、一同报审、一同发布，没有解读的退回补齐。
(二)主要负责人出面说政策。每半年至少一次，形式可以是访谈，也可以是走进社区和企业座谈。
二、着眼公平公正，把过程亮开
(一)决策之前听意见。草案公开征求意见不少于三十日，采纳与否逐条说明理由。
(二)执法结果可查询。处罚决定在作出后七日内上网，撤销的同步标注。
(三)大额项目说清进展。资金拨付、工程节点和验收结论，放在同一个页面上。
三、着眼高效便民，把平台管好
(一)网站栏目瘦身。半年没有更新的栏目并转或者关停，并留下去向说明。
""",
    ),
    # 4 国办发〔2022〕8号: cited documents with numbers of their own, a date in Chinese numerals
    Shape(
        "04-cited-documents",
        """
江临市人民政府办公室关于印发《江临市2026年政务公开工作要点》的通知
江政办函〔2026〕31号
各县（市、区）人民政府，市各有关单位：
按照《云川省人民政府办公厅关于做好2026年政务公开工作的通知》（云政办发〔2026〕3号）部署，我们制定了《江临市2026年政务公开工作要点》，现予印发。
江临市人民政府办公室
二〇二六年四月二十日
江临市2026年政务公开工作要点
一、以公开助力经济平稳运行
@（一）加强涉及经营主体的信息公开。惠企政策按行业打标签，符合条件的主动推送，申报截止前再提醒一次。
@（二）加强扩大内需的信息公开。对照《江临市促进消费办法》（江政规〔2025〕2号），公布消费券的发放批次和核销情况。
二、以公开助力社会和谐稳定
@（一）加强就业信息公开。岗位、培训和补贴并到一个入口，校招季每周更新。
@（二）加强公用事业信息公开。供水、供气、公交企业的服务承诺与价格表全部上网，持续推进目录落地。
三、夯实公开工作基础
@（一）规范执行公开制度。涉及个人隐私的内容发布前必须过一遍筛查，屏蔽与留痕都有记录。
@（二）科学指导基层。县区遇到的难题按季汇总，答复口径统一发布。
各单位要严格对照要点梳理任务，将落实情况写入政府信息公开工作年度报告。
""",
        framed=True,
    ),
    # 5 京政办发〔2016〕26号: （一） alone on its line without a stop, the text below it
    Shape(
        "05-heading-on-its-own-line",
        """
江临市2026年政务公开工作要点
一、推进行政权力运行公开
㈠公开权责事项
权责清单随机构职能变化同步修改，改了什么、为什么改，在清单首页列出。
㈡公开双随机抽查结果
抽查计划年初公布，抽查结果在结束后二十个工作日内公布。
被抽查对象有异议的，核实情况一并公布。
二、推进公共服务公开
㈠公开办事指南
指南用大白话重写，常见的退件原因列在最前面，8月底前完成。
㈡公开服务网点
网点位置、营业时间和无障碍设施标注到电子地图。
""",
    ),
    # 6 沪府办字〔2025〕5号: numbered through all parts, a sentence is the task; 4 is missing
    Shape(
        "06-numbered-through",
        """
江政办字〔2026〕5号
江临市人民政府办公室关于印发《2026年江临市政务公开工作要点》的通知
各区人民政府，市政府各委、办、局：
经市政府同意，现将《2026年江临市政务公开工作要点》印发给你们，请按照执行。
江临市人民政府办公室
2026年3月18日
2026年江临市政务公开工作要点
一、提升政策公开质量
1.开展政策文件集中校核，清理失效链接和错放栏目，校核情况向市政府办公室书面反馈。（责任单位：市政府办公室、各区政府）
2.扩大“政策一图读懂”的覆盖面，凡涉及群众切身利益的文件都要配图。（责任单位：市各委办局；完成时限：2026年11月30日前）
3.建立政策问答库，热线、窗口、网站三处口径一致。（责任单位：市数据局、市信访局）
二、深化基层公开试点
5.在三个镇街试行“公开专员”，由专员每周巡查一次公开栏。（责任单位：各试点区政府、各试点镇人民政府）
6.汇编试点经验，形成可照着做的操作手册。（责任单位：市政府办公室；完成时限：年底前）
三、加强工作保障
7.把公开工作纳入年轻干部轮训课程，每季度安排一次现场教学。（责任单位：市委党校、市政府办公室）
""",
    ),
    # 7 菏定政办发〔2017〕26号: （一） is a heading with a stop, 1. are the tasks
    Shape(
        "07-items-below-headings",
        """
云川县人民政府办公室关于印发云川县2026年政务公开工作方案的通知
云政办发〔2026〕26号
各镇人民政府，县政府各部门：
《云川县2026年政务公开工作方案》已经县政府研究同意，现印发给你们，请遵照执行。
云川县人民政府办公室
2026年5月12日
云川县2026年政务公开工作方案
一、推动发展领域公开
（一）加强预期引导。
１．做好形势发布。每月中旬发布主要经济数据，并附一页纸的通俗解读。
２．做好解读预告。重要文件出台前三天，告知解读时间与方式。
（二）推进减税降费公开。
１．公开优惠目录。优惠目录由县税务局按行业整理，集中展示，有变动的当周更新。
二、推动民生领域公开
（一）推进就业公开。
１．公开岗位信息。公益性岗位从征集到录用全程公布。
２．公开培训信息。课程、名额和补贴标准提前十五天公布。
""",
    ),
    # 8 新余2023: 总体要求 is no task; 二、（一）1.
    Shape(
        "08-general-requirements-first",
        """
江临市2026年政务公开工作实施方案
为做好今年政务公开工作，制定本方案。
一、总体要求
（一）指导思想。紧扣高质量发展这条主线，让公开成为常态。
（二）工作目标。到2026年底，主动公开目录覆盖全部法定事项，群众满意度稳步提高。
二、重点任务
（一）围绕市场主体深化公开
1.聚焦准入准营加强公开。开办、变更、注销的材料清单统一格式，跨区通办事项单独标出。
2.聚焦公平竞争加强公开。招标计划提前公布，中标结果与履约评价相互链接。
（二）围绕群众生活深化公开
1.聚焦教育加强公开。学校收费、食堂供应商和体检安排，开学前公布。
三、保障措施
（一）强化组织领导。各单位明确一名分管负责人和一名联络员，名单报市政府办公室备案。
（二）强化督促检查。市政府办公室每季度抽查，问题清单限期销号。
""",
    ),
    # 9 冠政办发〔2021〕9号: duties split by ；, who does them is said in the text; a heading again
    Shape(
        "09-duties-in-one-sentence",
        """
云政办发〔2026〕9号
云川县人民政府办公室
关于印发云川县2026年政务公开工作要点的通知
各乡镇（街道），县直各部门：
现将《云川县2026年政务公开工作要点》印发给你们，请认真抓好落实。
云川县人民政府办公室
2026年4月2日
云川县2026年政务公开工作要点
一、提高公开的针对性
（一）推进重点工作信息公开。围绕规划实施，公布年度项目的开工与完工；围绕环境治理，公布断面水质与整改销号；围绕安全生产，公布隐患清单与复查结论。县直有关部门要在每月5日前更新。
（二）推进财政信息公开。县财政局要统一模板；各预算单位要在批复后二十日内公开；绩效评价报告随决算一并公开。
一、提高公开的针对性（续）
（三）推进执法信息公开。县司法局要组织案卷评查，评查结果公开通报。
二、提高公开的规范性
（一）规范依申请公开办理。收到申请当天登记；需要补正的七个工作日内一次告知；答复书写明依据和救济途径。
""",
    ),
    # 10 S-Notice19 太仓2019: leftovers of a web page's editor, the title broken inside a paragraph
    Shape(
        "10-artefacts",
        """
[bookmark: OLE_LINK1]江临市人民政府办公室关于印发⏎《江临市2019年政务公开工作要点》的通知
江政办〔2019〕66号
\t各镇人民政府，江临高新区、旅游度假区管委会，市各委办局，市各直属单位：
\t《江临市2019年政务公开工作要点》业经市政府常务会议审议，现发给你们，望对照落实。
江临市人民政府办公室
2019年8月16日
[bookmark: _GoBack]江临市2019年⏎政务公开工作要点
根据上级部署，结合本市实际，提出如下要点。
一、\t推进政务运行公开透明
\t（一）推动行政决策公开。年度决策事项目录在一季度公布，听证会记录一并公开。
\t（二）\t推进执行结果公开。民生实事[-按年度-][+按季度+]公布进度，拖延的说明原因。
[--（三）推进评议公开。请第三方打分。--]
二、\t规范政务平台建设
\t（一）推动政务新媒体有序发展。账号备案、变更和注销全程登记，无力维护的及时注销。
\t（二）办好政府公报。电子版与纸质版同日上线，历年公报补齐到创刊号。
各镇、各部门要认真贯彻落实本要点，落实情况纳入政府信息公开工作年度报告予以公布，接受社会监督。
""",
    ),
    # 11 潍坊2017: 目标任务｜主要内容｜责任单位, a task over several rows
    Shape(
        "11-table-goals",
        """
江临市2026年政务公开工作实施方案任务分解表
|目标任务|主要内容|责任单位|
|一、推进稳增长公开|<|<|
|加强预期引导|就宏观走势发布季度分析，回应企业最常问的问题。|市发改委牵头落实|
|^|遇到市场波动，三小时内发声，避免猜测扩散。|市金融办、人行江临分行分别牵头落实|
|推进减负公开|公布减税退费名录和咨询电话，9月底前更新一次。|市税务局、市财政局|
|二、推进惠民生公开|<|<|
|推进救助公开|救助对象名单在村（社区）公示七天。|市民政局牵头，各县（市、区）人民政府配合|
|推进教育公开|招生计划与录取结果同步上网。|市教育局|
""",
    ),
    # 12 厦门集美2021: two columns of bodies, themes as rows, the head again after a page break
    Shape(
        "12-table-two-body-columns",
        """
东屿区人民政府办公室关于印发2026年东屿区政务公开工作要点任务分解表的通知
东府办〔2026〕18号
各镇政府、街道办，区直各部门：
现将《2026年东屿区政务公开工作要点任务分解表》印发给你们，请照此办理，年终前将完成情况报区政府办公室，并纳入年度报告。
东屿区人民政府办公室
2026年5月20日
2026年东屿区政务公开工作要点任务分解表
|工作任务|工作要求|牵头单位|责任单位|
|一、抓好重点领域公开|<|<|<|
|规划信息公开|现行规划与历史规划归在同一专栏，每份规划附一张示意图。|区发改局|区直各部门|
|市场监管公开|抽检不合格的产品及处置结果，于10月底前回溯公布两年。|区市场监管局|区农业农村局、区商务局|
|工作任务|工作要求|牵头单位|责任单位|
|二、抓好政策解读|<|<|<|
|解读形式创新|用方言短视频解读涉农政策，全年不少于六期。|区融媒体中心|各镇政府、街道办|
|^|邀请群众代表列席政策讨论会。|^|^|
""",
        framed=True,
    ),
    # 13 石泉2021: indicators of three levels, cells merged at two of them
    Shape(
        "13-table-indicators",
        """
石岭县人民政府办公室关于印发2026年政务公开重点工作一览表的函
石政办函〔2026〕12号
各镇人民政府，县政府各工作部门：
现将《石岭县2026年政务公开重点工作一览表》印发你们，请按时限完成。
石岭县人民政府办公室
2026年3月30日
石岭县2026年政务公开重点工作一览表
|序号|一级指标|二级指标|三级指标|责任单位|完成时限|
|1|政策公开|政策发布|文件三日内上网并归档|县政府办|全年|
|2|^|^|规范性文件标注有效期|县司法局|6月底前|
|3|^|政策解读|解读材料与文件互相链接|各部门|全年|
|4|平台建设|政府网站|首页检索支持错别字纠正|县政府办、县融媒体中心|2026年10月31日前|
|5|^|基层专区|每镇建成一处自助查阅点|各镇人民政府|年底前|
""",
    ),
    # 14 池州市信访局: the number counts the rows below a task
    Shape(
        "14-table-rows-numbered-below-task",
        """
江临市水务局2026年政务公开工作任务分工表
|工作任务|序号|具体要求|责任科室|时限要求|
|推进决策公开|1|重大水利项目听证材料上网|规划科|年底前|
|^|2|听证意见采纳情况公布|规划科、法规科|持续推进|
|推进服务公开|3|停水信息接入市民热线|供水科|每季度|
|^|4|水质检测报告按月上墙上网|水质中心|持续推进|
|强化保障|5|培训全体信息员|办公室|2026年9月底前|
|^|6|年度报告按时发布|办公室 各科室|2027年1月31日前|
""",
        tabs=True,
    ),
    # 15 江门: 一、 in a cell over several rows, 1. numbered through in the next one
    Shape(
        "15-table-theme-cells",
        """
江临市审计局2026年政务公开工作要点责任分解表
|工作任务|具体要求|责任部门|
|一、深化审计结果公开|1.公布年度审计工作报告。涉密内容另行处理。|办公室牵头，各科室配合|
|^|2.公布整改情况。逐条写明整改到哪一步。|整改科|
|二、加强政策解读|3.解读审计条例修订内容。配一组案例。|法规科牵头|
|三、完善公开机制|4.修订信息发布审查办法。明确三审三校。|办公室、机关党委|
|^|5.每半年开展一次自查。|各科室|
""",
    ),
    # 16 凉州区某镇2024: 一、（一）"1 ."
    Shape(
        "16-space-before-dot",
        """
柳湾镇2026年政务公开工作要点
为进一步做好我镇政务公开工作，现就有关事项安排如下。
一、着眼助企惠民，提升公开实效
（一）深化重点信息公开
1 .全面公开惠农政策。补贴项目、标准和发放时间按村张贴，做到户户知晓。
2 .及时公开工程建设。五万元以上的小型工程，预算、施工方和验收单全部上墙。
（二）深化村务公开
1 .统一公开栏样式。十二个村的公开栏上半年内更换完毕。
二、着眼固本强基，提升工作水平
（一）健全工作机制
1 .落实专人负责。每个站所确定一名信息员，7月10日前报镇党政办。
2 .严格审核把关。未经审核的信息一律不得发布。
""",
    ),
    # 17 黄石2014: 一是…二是… below 一、
    Shape(
        "17-first-second-inline",
        """
江临市人民政府关于做好2026年政务公开重点工作的通知
江政发〔2026〕4号
各县（市、区）人民政府，市政府各部门：
现将今年政务公开重点工作安排通知如下：
一、推进财政资金信息公开
一是细化预算公开。市财政部门要把预算公开到项级科目，专项资金列出分配因素。二是细化决算公开。各部门要说明结余结转的原因。三是公开审计结果。审计部门要在11月底前公布整改台账。
二、推进环境信息公开
一是公开空气质量。实时数据向社会开放接口。二是公开治污进展。重点企业的排放数据按日上网。
江临市人民政府
2026年3月1日
""",
    ),
    # 18 广东2022: the cover demands a ledger; a table annexed repeats the tasks
    Shape(
        "18-ledger-and-annex",
        """
江临市人民政府办公室关于印发江临市2026年政务公开工作分工方案的通知
江政办〔2026〕44号
各县（市、区）人民政府，市政府各部门、各直属机构：
《江临市2026年政务公开工作分工方案》已经市政府同意，现印发给你们。各单位要逐项建立任务台账，指定专人跟进，并把结果写进2026年度政府信息公开工作年度报告。
附件：江临市2026年政务公开任务台账
江临市人民政府办公室
2026年6月1日
江临市2026年政务公开工作分工方案
一、突出重点领域
（一）办好公共企事业单位公开。水电气热和学校医院逐家核对公开目录，缺的补、错的改。
（二）办好征地信息公开。批后实施的文书一律上平台，可按地块查。
二、突出政策落地
（一）强化靶向推送。按企业画像推送政策，月底统计送达率。
（二）强化评价反馈。每份解读留一个评价入口，差评三日内回访。
附件
江临市2026年政务公开任务台账
|序号|任务|责任单位|完成时限|
|1|办好公共企事业单位公开|市住建局、市教育局、市卫健委|2026年10月底前|
|2|办好征地信息公开|市自然资源局|年底前|
|3|强化靶向推送|市工信局牵头，市数据局配合|每月|
|4|强化评价反馈|市政府办公室|持续推进|
""",
    ),
    # 19 新乡2020 / 彰武2020: goals by date, deadlines in the text, 牵头单位：…配合单位：…
    Shape(
        "19-goals-by-date",
        """
云川县2026年基层政务公开标准化工作实施方案
一、工作目标
2026年6月底前，完成目录编制；2026年11月底前，完成目录公布；2026年年底前，各乡镇建成公开专区。
二、主要任务
（一）编制公开目录。对照二十六个领域的标准，逐项梳理本地事项，2026年6月底前报县政府办公室审核。
牵头单位：县政府办公室；配合单位：县直各部门、各乡镇人民政府
（二）建设公开专区。专区设在便民服务中心一楼，配备查询机和资料架，2026年年底前全部启用。
牵头单位：县政务服务局
配合单位：县财政局、各乡镇人民政府
（三）开展业务培训。分片培训经办人员，做到懂标准、会操作。
责任单位：县政府办公室、县委党校
完成时限：2026年11月底前
三、时间安排
（一）动员部署阶段（2026年4月）。制定方案，明确责任。
（二）全面推进阶段（2026年5月至11月）。对照目录逐项公开。
四、保障措施
（一）加强经费保障。所需经费列入年度预算，专款专用。
责任单位：县财政局
（二）加强考核评价。考核结果占绩效分值的百分之三。
责任单位：县委督查室、县政府办公室
""",
    ),
    # a table copied out cell by cell
    Shape(
        "20-cell-a-line",
        """
江临市城管局2026年政务公开工作任务清单
序号
工作任务
具体要求
责任科室
完成时限
1
公开执法标准
处罚裁量基准制成一览表，放在窗口和网站。
法规科
5月底前
2
公开市政工程
道路开挖的工期与绕行方案提前七天公布。
市政科、停车办
全年
3
公开投诉办理
典型投诉的办理过程写成小案例。
督查科
每季度
4
做好年度报告
数据逐项核对后报局务会审定。
办公室
2027年1月20日前
""",
    ),
    # an old file in the national encoding; numbers drawn by Word through all parts
    Shape(
        "21-national-encoding",
        """
江临市交通运输局2026年政务公开工作要点
根据市政府要求，结合交通运输工作实际，制定本要点。
一、抓好出行信息公开
##1.公布公交线网调整。调整前征求沿线居民意见，调整后保留旧站牌两周。（责任科室：客运科）
##2.公布施工封路安排。封路时间精确到小时，节假日一般不封。（责任科室：工程科、养护中心；完成时限：长期）
二、抓好行业监管公开
##3.公布出租车服务评分。每月排名，末位约谈情况一并公布。（责任科室：运管科）
##4.公布超限检测数据。站点、车次和处罚数按季公布。（责任科室：执法支队 时限：每季度）
""",
        encoding="gb18030",
    ),
    # traditional characters
    Shape(
        "22-traditional",
        """
江臨市2026年政務公開工作要點
一、深化政策公開
（一）完善政策文件庫。現行文件全部入庫，標明效力狀態，年底前完成歷史文件補錄。（責任單位：市司法局、市檔案館）
（二）優化政策諮詢。窗口與熱線統一答問，疑難問題三日內轉辦。（責任單位：市政務服務中心）
二、強化監督保障
（一）加強業務指導。對新任人員開展跟班學習，每季度輪換一批。（責任單位：市政府辦公室）
""",
    ),
    # columns in another order than any
    Shape(
        "23-table-columns-reordered",
        """
云川县卫生健康局2026年政务公开任务清单
|责任股室|办结时限|工作举措|重点任务|序号|备注|
|规财股|4月15日前|药品采购目录及中选价格在官网列表展示。|公开采购信息|1||
|医政股⏎基层股|每月|家庭医生签约服务包内容与收费对照公布。|公开签约服务|2|新增|
|办公室牵头，各股室配合|11月底前|梳理三年来的申请答复，形成范例。|规范申请答复|3||
""",
    ),
    # a cover with demands of its own before the work points
    Shape(
        "24-cover-with-demands",
        """
[box]江政办发〔2026〕50号
江临市人民政府办公室关于印发江临市2026年政务公开工作要点的通知
各县（市、区）人民政府，市政府各部门：
现将《江临市2026年政务公开工作要点》印发给你们，并就有关事项通知如下：
一、加强组织领导。主要负责人每年至少听取一次汇报，人员和经费要有保障。
二、细化工作措施。收到本通知后一个月内，拿出本单位的落实清单。
三、按时报送情况。11月20日前，把自查报告送市政府办公室。
附件：江临市2026年政务公开工作要点
江临市人民政府办公室
2026年4月28日
附件
江临市2026年政务公开工作要点
#一、拓展公开内容
#（一）公开重大项目。从立项到竣工，每个环节的批复都能查到。
[--#（二）公开会议纪要。常务会议纪要全文上网。--]
#（二）公开人事招录。岗位、成绩和拟录用名单分阶段公布。
#二、拓宽公开渠道
#（一）用好政务大厅。大厅电子屏滚动播放最新政策，持续推进窗口导读。
#（二）用好村级广播。每周播报一次惠农信息，[-重大事项不播-][+重大事项随时播+]。
""",
    ),
    # （一） with text of its own: the items below it are what it demands; a table's row numbered 1.
    Shape(
        "25-items-inside-a-task",
        """
东屿区2026年政务公开工作要点
一、做实主动公开
（一）扩大公开范围。凡是能公开的都要公开，具体抓好以下两件事：
1.补齐历史文件。从建区起的文件逐年补录。
2.公开会议决定。区政府常务会议议定事项会后两日内公布。
（责任单位：区政府办公室、区档案馆）
（二）规范采购公开，主要任务如下：
1.公开采购意向。意向至少提前三十日公布。（责任单位：区财政局）
2.公开采购结果。验收书随结果公布。（责任单位：区财政局、各采购单位）
二、做细申请办理
（一）提升答复质量，对复杂申请实行会商，由法律顾问出具意见后再行答复，避免因程序瑕疵被纠正或者败诉
（二）压缩办理时间。能当场答复的当场答复。（责任单位：区政务服务中心，时限：立即）
（三）打通上下级平台。市区两级的申请系统合为一个。（区数据局牵头，各县(市)、区政府配合，10月底前完成）
""",
    ),
    # themes in a column of their own, tasks over several rows below them
    Shape(
        "26-table-theme-column",
        """
江临市2026年政务公开重点任务分解表
（共4项）
|类别|工作任务|工作内容|牵头单位|配合单位|完成时间|
|发布|政策集中发布|建成统一的文件库，旧库同步下线。|市政府办公室|市数据局、市司法局|2026年8月31日前|
|^|^|文件库开放接口，供第三方调用。|^|^|^|
|^|政策吹风会|全年举办八场，场场有问答。|市政府新闻办|市各有关单位|全年|
|互动|领导信箱|来信三日内回复，重复来信并案处理。|市信访局|/|持续推进|
|^|政府开放日|水厂、消防站、福利院轮流开放。|市政府办公室|市水务集团、市消防救援支队、市民政局|每季度|
注：涉及多个牵头单位的，排名第一的为第一牵头单位。
""",
    ),
    # an editor ran headings and items together
    Shape(
        "27-run-on-lines",
        """
东屿区人民政府办公室关于印发《东屿区2024年政务公开工作安排》的通知
（东府办〔2024〕6号）
各街道办事处，区政府各部门：
现将《东屿区2024年政务公开工作安排》印发给你们，请遵照执行。
东屿区人民政府办公室
2024年2月28日
东屿区2024年政务公开工作安排
一、提升政策质量 （一）规范政策起草。起草部门同步写出问答稿。（责任时限：2024年底前，牵头单位：区司法局，责任单位：区直各部门，以下统称各部门）
（二）规范政策清理。失效文件一月内下架。（责任时限：持续推进，牵头单位：区司法局）
二、提升服务质量
（一）、做实便民公开。
1、公开办事窗口分工。2、公开取号排队情况。3、公开每天最早和最晚的办理时间。
（二）、做实基层公开。社区公示栏每周检查一次。
""",  # noqa: E501
    ),
    # cells between bars, the head without 序号, merged cells not repeated
    Shape(
        "28-bars-between-lines",
        """
江临市林业局2023年政务公开重点工作任务分工
工作任务
|
具体要求
|
责任科室
|
时限要求
|
公开林木采伐
|
1
|
采伐指标分配到户的结果上网。
|
资源科
|
年底前
|
2
|
采伐许可证发放信息按月公布。
|
资源科
|
每月
|
公开森林防火
|
3
|
高火险预警即时发布。
|
防火科
|
持续推进
|
""",
    ),
    # parts above 一、; in the last one 一、 itself is the task; brackets with bodies in 〔〕
    Shape(
        "29-parts",
        """
云川县人民政府办公室关于印发云川县2024年政务公开工作实施方案的通知
云政办发〔2024〕21号
各乡镇人民政府，县政府各部门：
现将《云川县2024年政务公开工作实施方案》印发给你们，请认真贯彻执行。
云川县人民政府办公室
2024年5月6日
云川县2024年政务公开工作实施方案
第一部分　总体要求
以群众看得懂、找得到、用得上为标准做好公开。
第二部分　重点任务
一、做实民生信息公开
（一）公开供水信息。停水信息提前一天发布。（县水务局〔县供水公司〕牵头，各乡〔镇〕政府配合）
（二）公开公交信息。线路调整提前公告。（县交通运输局、公交公司，随时）
二、做深政策解读
（一）上门讲解。组织人员到企业讲解奖补政策。（县工信局，每季度一次）
第三部分　保障措施
一、加强调度。每月调度一次进度。（责任单位：县政府办公室）
二、加强培训。年内集中培训一次。（责任单位：县人社局；完成时限：10月底前）
""",
    ),
    # articles below chapters
    Shape(
        "30-articles",
        """
柳河经济开发区管委会
关于印发2023年政务公开任务分工规定的通知
柳开管发〔2023〕9号
各局、办：
《柳河经济开发区管委会2023年政务公开任务分工规定》已经主任办公会讨论同意，现印发给你们。
柳河经济开发区管委会
2023年4月11日
柳河经济开发区管委会2023年政务公开任务分工规定
第一章　总则
第一条　为明确任务，制定本规定。
第二章　任务分工
第二条　公开园区规划。规划调整方案公示30天以上。（规划建设局）
第三条　公开入园条件。入园条件和办理时间一并公开。（招商局，6月底前）
第三章　附则
第四条　本规定自印发之日起施行。
""",
    ),
    # a table without numbers, cells one a line, a merged cell only in the first of its rows
    Shape(
        "31-cells-merged-without-numbers",
        """
石桥镇2023年政务公开重点工作任务分解表
|
工作任务
|
具体内容
|
责任部门
|
|
公开惠民政策
|
补贴标准和发放时间上墙。
|
财政所、便民服务中心
|
|
村级事务按月公示。
|
农业农村办公室
|
|
规范权力运行
|
权责事项调整后更新清单。
|
党政办公室
|
|
执法结果在网上公示。
|
综合执法办公室
|
""",
    ),
    # two bodies issue it; a table stands amid the text; persons are not bodies
    Shape(
        "32-table-amid-text",
        """
青榆县政务公开领导小组办公室
青榆县行政审批局
关于印发《青榆县2025年政务公开提升行动实施方案》的通知
青公开办〔2025〕2号
各乡镇人民政府，县直有关单位：
现将《青榆县2025年政务公开提升行动实施方案》印发给你们，请认真落实。
青榆县2025年政务公开提升行动实施方案
一、行动目标
年底前乡镇公开目录全部更新。
二、任务安排
|阶段任务|具体任务|牵头领导|责任单位|完成时限|
|（一）更新目录|1.清理事项。逐条核对上级目录。|甲副县长|各乡镇人民政府|3月底前|
|^|2.集中发布。目录上网并附办事电话。|^|县行政审批局牵头，县融媒体中心配合|4月底前|
|（二）改进服务|3.代查代印。为老年人代查代印文件。|乙副县长|各乡镇便民服务中心|长期坚持|
三、保障措施
（一）强化调度。按周通报进度。（县行政审批局）
（二）总结推广。择优推广做法。（县行政审批局、各乡镇人民政府）
青榆县政务公开领导小组办公室
青榆县行政审批局
2025年2月20日
""",
    ),
    # copied from a browser: rows below a merged cell lack it; an exhortation is no task
    Shape(
        "33-rows-without-first-cell",
        """
双塘镇2023年政务公开重点任务清单
|工作任务|序号|具体要求|责任部门|时限要求|
|公开惠农信息|1|公开农机补贴。名单张贴七天。|农业服务中心、财政所|10月底前|
|^|2|公开危房改造。公布申请条件。|村镇建设中心|持续推进|
|宣讲政策|3|用大喇叭播放政策。|文化站|每周|
工作要求
各村、镇直各部门要高度重视，确保各项任务落到实处。
""",
        tabs=True,
        lost=True,
    ),
    # bureaus of a ministry in bare brackets; the last part only exhorts
    Shape(
        "34-bureaus",
        """
江源流域管理局关于做好2016年政务公开工作的通知
江流办发〔2016〕14号
局机关各司、各直属单位：
现就做好2016年政务公开工作通知如下。
一、公开水情信息
（一）公开汛情
汛期每日发布水位。（水文司、防汛办公室）
（二）公开调度令
调度令执行后上网。（调度司）
二、工作要求
各司、各单位要高度重视，确保各项任务落到实处。
江源流域管理局
2016年4月8日
""",
    ),
)


def main() -> None:
    """Writes every file anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for shape in SHAPES:
        for name, data in shape.files():
            (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
