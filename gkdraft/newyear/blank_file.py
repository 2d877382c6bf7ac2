"""A new data file: every key of its layout, explained, and the tasks of the notices waiting."""

from collections.abc import Iterable, Mapping

from gkdraft.base.scalars import spell_numeral
from gkdraft.base.yaml_writing import write_comment, write_entry, write_item, write_mapping
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Indicator, Layout
from gkdraft.newyear.start import FEES, Start
from gkdraft.reading.notices.task_yaml import write_notices
from gkdraft.report.model import VERSION, Closing, Fees, OtherMatters, Problem, Report
from gkdraft.report.model_body import Agency, Contact, Part, Website

# cells of a row that get a key each; the seven of table three are written as a list
SHORT_ROW = 3


def compose_blank(start: Start) -> str:
    """The text of the data file."""
    lines = [
        *write_comment(
            f"{start.year}年{start.layout.spec.title}的数据。"
            "填好后：gkdraft check 看核对结果，gkdraft build 生成 Word 文件。\n"
            "键后面空着＝还没填；没有发生的写 0；有意不写的写“略”。总计由程序计算，不必填。"
        ),
        *_write_keys(Report, {"版本": VERSION, "年度": start.year, "格式": start.layout.name,
                        "模板": start.templates}, 0, only=("版本", "年度", "格式", "模板")),
        "",
        *write_comment("本机关"),
        "机关:",
        *_write_keys(Agency, {"名称": start.agency, "简称": start.short, "层级": start.level,
                       "编制单位": start.contact.get("编制单位")}, 2),
        "",
        *write_comment("联系方式，印在开头一段的末尾；空着的不印"),
        "联系:",
        *_write_keys(Contact, start.contact, 2, without=("网站",)),
        *write_comment(_find_about(Contact, "网站"), 2),
        "  网站:",
        *_write_keys(Website, start.website, 4),
    ]  # fmt: skip
    for number, section in enumerate(start.layout.spec.sections, 1):
        for heading, name in section.forms():
            about = f"第{spell_numeral(number)}部分 {heading}"
            lines += ["", *write_comment(about), *_write_form(start.layout.forms[name], start)]
    for key in start.layout.spec.data:
        lines += [
            "",
            *write_comment("写在正文里的数，没有的空着"),
            *_write_form(start.layout.forms[key], start),
        ]
    if start.layout.spec.free:
        lines += ["", *_write_sections(start.layout)]
    for write in (_write_tasks, _write_overview, _write_problems, _write_end):
        lines += ["", *write(start)]
    return "\n".join(lines) + "\n"


def _find_about(part: type[Part], alias: str) -> str:
    for field in part.model_fields.values():
        if field.alias == alias:
            return field.description or ""
    return ""


def _write_keys(
    part: type[Part],
    values: Mapping[str, object],
    indent: int,
    only: Iterable[str] = (),
    without: Iterable[str] = (),
) -> list[str]:
    """Keys of a part with the explanation of each above it."""
    lines: list[str] = []
    for field in part.model_fields.values():
        alias = str(field.alias)
        if (only and alias not in only) or alias in without:
            continue
        lines += write_comment(field.description or "", indent)
        lines += write_entry(alias, values.get(alias), indent)
    return lines


def _write_form(form: Form, start: Start) -> list[str]:
    rows = {key[:-1] for key in form.by_key if len(key) > 1}
    patterns = {_describe_row(form, key) for key in rows} - {""}
    # one word for all rows instead of one above each
    shared = patterns.pop() if len(patterns) == 1 and not form.optional else ""
    first = next(iter(form.by_key))[-1]
    example = f"；也可以逐项写，如 {{{first}: 3, 其余: 0}}"
    lines: list[str] = []
    if shared:
        lines += write_comment(f"每行{shared}{example}")
    lines.append(f"{form.key}:")
    for name in form.children[()]:
        lines += _write_node(form, (name,), 2, shared, start)
    return lines


def _describe_row(form: Form, key: Key) -> str:
    """How a row of many cells is written; nothing for one that has a key for each cell."""
    cells = [cell.key[-1] for cell in form.inputs(key)]
    if len(cells) <= SHORT_ROW:
        return ""
    return f"依次写 [{', '.join(cells)}]，全是零写 0"


def _write_node(form: Form, key: Key, indent: int, shared: str, start: Start) -> list[str]:
    """A row or a group of rows, with its printed label and its counting rule above it."""
    if not form.inputs(key):
        return []
    pattern = carried = ""
    if form.is_row(key):
        pattern, carried = _describe_row(form, key), _write_carried(form, key, start.carried)
    about = _describe_node(form, key, pattern, shared)
    reference = start.told(form.spell(key))
    if reference:
        about.append(reference)
    if carried:
        about.append("按上年报告填入，请核对")
    lines = write_comment("；".join(about), indent)
    if carried:
        lines.append(f"{' ' * indent}{key[-1]}: {carried}")
    else:
        lines += write_entry(key[-1], None, indent)
    if pattern:  # a long row is written as a list, on one line
        return lines
    for name in form.children.get(key, ()):
        lines += _write_node(form, (*key, name), indent + 2, shared, start)
    return lines


def _describe_node(form: Form, key: Key, pattern: str, shared: str) -> list[str]:
    """Printed label, counting rule, and how the cells are written."""
    about: list[str] = []
    if key in form.nodes:
        node = form.nodes[key]
        about += [text for text in (node.label, node.hint) if text and text != key[-1]]
    if pattern and (pattern != shared or not about):
        about.append(pattern)
    # a town has nothing in most groups of table three (国办公开办函〔2021〕30号)
    elif form.children.get(key) and not form.is_row(key):
        about.append("全是零写 0；没有列出的都是零，加一行“其余: 0”")
    return about


def _write_carried(form: Form, key: Key, known: Mapping[str, str]) -> str:
    """The cells of a row that last year's report decides: {自然人: 6, 商业企业: 0}."""
    cells: list[str] = []
    for cell in form.inputs(key):
        dotted = form.spell(cell.key)
        if dotted in known:
            cells.append(f"{cell.key[-1]}: {known[dotted]}")
    if not cells:
        return ""
    return f"{{{', '.join(cells)}}}"


def _write_tasks(start: Start) -> list[str]:
    names = "、".join(start.layout.aspect_keys)
    aspects = f"方面按关键词建议，请核对：{names}；空着的写在第六部分。" if names else ""
    lines = write_comment(
        "工作要点通知的任务。每项写：状态（完成、推进中、未开展、不涉及）；落实情况，写做了什么，\n"
        "含数或成果，不写要求做什么；数据，如 - {项目: 意见征集, 数: 12, 单位: 期}；"
        "依据，哪份材料，不印。\n"
        f"{aspects}推断是读通知时没有把握之处，核对后可删。\n"
        "写入：整份通知的落实情况写在哪里，各方面、单列、第六部分；一组要写在别处的，在组上另写。\n"
        "写法（可写在通知、组、任务上）：正文、见本组（由组的“落实情况”一句话交代）、只列对照表。\n"
        "不涉及单位：责任单位都以这些字开头的任务算不涉及，如 [省直]。"
    )
    if not start.notices:
        return [*lines, "要点: []"]
    return [*lines, *write_notices(start.notices, start.proposals, blank=True)]


def _write_sections(layout: Layout) -> list[str]:
    """栏目 of a layout that leaves them free, as the layout proposes them."""
    names = {template: name for name, template in layout.spec.parts.items()}
    lines = write_comment(
        "栏目和次序由本机关定，可以增删改名。正文写自己的文字；内容取下列部分，由上面的数和任务写成：\n"
        f"{'、'.join(layout.spec.parts)}。小节可以再分，编号写 独行、接排 或 列举（一是……）"
    )
    lines.append("栏目:")
    for section in layout.spec.sections:
        parts = tuple(names[t] for t in (section.template, *section.parts) if t in names)
        keys = {"标题": section.heading, "内容": parts, "正文": None}
        lines += write_item(write_mapping(keys, 4), 2)
    return lines


def _write_overview(start: Start) -> list[str]:
    if not start.layout.aspects:
        return []
    lines = [
        *write_comment(
            "第一部分 总体情况：数据是可以数的，亮点是本年做成的具体事，一条一句\n"
            "数可以带自己的单位（98期），旁边可以写说明：{数: 12, 说明: 围绕民生实事}；"
            "各方面还可以写 做法: 一句（先审查后公开之类），印在最前面"
        ),
        "总体情况:",
        *write_comment(f"开头一段，70 至 110 字，没有就空着；可参考：{start.opening}", 2),
        *write_entry("开头", None, 2),
    ]
    for aspect in start.layout.aspects:
        lines.append(f"  {aspect.key}:")
        lines += _write_indicators(start, aspect.key)
        lines.append("    亮点: []")
    return lines


def _write_indicators(start: Start, aspect: str) -> list[str]:
    asked = [known for known in start.layout.asked(start.level) if known.aspect == aspect]
    lines = ["    数据:" if asked else "    数据: {}"]
    for indicator in asked:
        lines += write_comment(_explain_indicator(indicator), 6)
        lines += write_entry(indicator.key, None, 6)
    more = [known.key for known in start.layout.offered(start.level) if known.aspect == aspect]
    if more:
        lines += write_comment(f"还可以写：{'、'.join(more)}（见指标目录）", 6 if asked else 4)
    return lines


def _explain_indicator(indicator: Indicator) -> str:
    """含义；单位；分项；谁有这个数."""
    parts = ", ".join(f"{part}: " for part in indicator.parts)
    forms = {
        "parts": f"写成 {{{parts}}}",
        "list": "写成 {名称: 数, 名称: 数}",
        "percent": "只写数",
        "text": "写一句话",
    }
    texts = [indicator.meaning]
    if indicator.unit and indicator.kind != "percent":
        texts.append(f"单位：{indicator.unit}")
    if indicator.kind in forms:
        texts.append(forms[indicator.kind])
    if indicator.holder:
        texts.append(f"找{indicator.holder}")
    if indicator.required:
        texts.append("法定应写")
    return "；".join(filter(None, texts))


def _write_problems(start: Start) -> list[str]:
    """An empty problem, or one for each that last year's report listed and this year answers."""
    listed = start.prior.report.problems if start.prior else ()
    first = listed[0] if listed else None
    about, *keys = _write_keys(Problem, {"上年问题": first}, 4)
    lines = [
        *write_comment("存在的问题：一条问题对一条改进，要具体到什么事、多少、谁在什么时候做"),
        "存在问题:",
    ]
    if listed:
        lines += write_comment("上年报告列的问题，请逐条写今年怎样了；已解决的写进展: 已完成", 2)
    lines += [about[2:], *write_item(keys, 2)]
    for text in listed[1:]:
        values: dict[str, object] = {}
        for field in Problem.model_fields.values():
            values[str(field.alias)] = None
        values["上年问题"] = text
        lines += write_item(write_mapping(values, 4), 2)
    return lines


def _write_end(start: Start) -> list[str]:
    lines = [*write_comment("其他需要报告的事项"), "其他事项:"]
    if FEES in start.layout.spec.required:
        lines += write_comment("信息处理费一律要报，没有发收费通知的写 信息处理费: 0", 2)
        lines += ["  信息处理费:", *_write_keys(Fees, {}, 4)]
    lines += _write_keys(OtherMatters, {"其他": ()}, 2, without=("信息处理费",))
    lines += ["", *write_comment("表下的“注：”"), "附注:"]
    for form in start.layout.forms.values():
        lines += write_entry(form.key, None, 2)
    lines += [
        "",
        *write_comment(_find_about(Report, "落款")),
        "落款:",
        *_write_keys(Closing, {}, 2),
    ]
    return [
        *lines,
        "",
        *write_comment("上年的数，仅供对照，从不作为本年数；键与上面各表相同"),
        "上年:",
        *(start.prior.comparison() if start.prior else _NO_PRIOR),
        "",
        *write_comment("对核对结果的说明，如 - {规则: GK501, 说明: 经领导同意}"),
        "情况说明: []",
    ]


_NO_PRIOR = [*write_comment("上年报告的名称或文件名", 2), "  来源:"]
