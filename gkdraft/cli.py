"""The command line: each verb a few lines. What a verb needs is imported when it runs."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft import __version__, arguments, messages
from gkdraft.errors import GkdraftError, InputError, OutputError
from gkdraft.messages import _

if TYPE_CHECKING:
    from gkdraft.rules.findings import Finding

CLEAN, ERRORS, NO_RESULT, UNEXPECTED, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status says what came of it."""
    for stream in (sys.stdout, sys.stderr):
        # a console that cannot show a character (cp936, LANG=C) shows ? instead of failing
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    messages.use_language(arguments.language(sys.argv[1:] if argv is None else argv))
    options = arguments.parse(argv, __version__)
    gc.disable()  # a tenth of the time of a process that ends before it pays
    # pydantic would search every installed package for plugins, which have no say here
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        return VERBS[options.verb](options)
    except GkdraftError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        sys.stderr.write(_("gkdraft: 已中断") + "\n")
        return INTERRUPTED
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing more to say, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Exception:
        return _unexpected()
    finally:
        gc.enable()


def _refuse(message: str) -> int:
    sys.stderr.write(f"gkdraft: {' '.join(message.split())}\n")
    return NO_RESULT


def _unexpected() -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="gkdraft-GK999-", suffix=".txt", delete=False
    ) as file:
        file.write(f"gkdraft {__version__}, Python {sys.version}\n{traceback.format_exc()}")
    sys.stderr.write(
        _("gkdraft: GK999 程序内部出错，数据文件没有改动；请把 {} 发给维护者").format(file.name)
        + "\n"
    )
    return UNEXPECTED


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def build(options: Namespace) -> int:
    """Writes the report in one or more formats and says what is left to do."""
    from gkdraft.pipeline import draft_report
    from gkdraft.prose.document import count_characters
    from gkdraft.render import saving
    from gkdraft.rules.findings import Severity, summarise_findings

    source = Path(options.file)
    result = draft_report(source, _path(options.templates))
    targets = _targets(options, source, saving.name_draft(result.document.title))
    for path in targets if not options.force else ():
        saving.guard_target(path)
    for path in targets:
        saving.save_result(path, result.render(path.suffix, options.comments), options.force)
        print(_("已生成：{}").format(path))
    limit = result.draft.layout.spec.limit
    length = count_characters(result.document.section(1))
    count = _("第一部分 {} 字。").format(length) if limit else ""
    print(count + _("核对结果：{}。").format(summarise_findings(result.findings)))
    if result.findings:
        step = _("下一步：{program} check {file} 看明细，改好数据文件后重新生成。")
        print(step.format(program=_program(), file=source))
    else:
        print(_("下一步：打开文件通读一遍，送审。"))
    return ERRORS if any(f.severity is Severity.ERROR for f in result.findings) else CLEAN


def _program() -> str:
    """The command as the person can type it: by its path where it is not on the PATH."""
    from shutil import which

    return (
        sys.argv[0] if Path(sys.argv[0]).stem == "gkdraft" and not which("gkdraft") else "gkdraft"
    )


def _targets(options: Namespace, source: Path, name: str) -> list[Path]:
    """The files to write: named by -o, or the default name in its folder or beside the source."""
    formats = _formats(options.to)
    target = Path(options.output) if options.output else source.parent
    if options.output is None or target.is_dir() or options.output.endswith(("/", "\\")):
        targets = [target / f"{name}.{suffix}" for suffix in formats or ["docx"]]
    else:
        suffix = target.suffix.removeprefix(".")
        if suffix not in arguments.FORMATS:
            said = _("{}: 后缀应为 .docx、.html 或 .txt；要放进文件夹，请先建好文件夹")
            raise OutputError(said.format(target))
        if formats not in ([], [suffix]):
            said = _("{file}: 后缀与 --to {to} 不一致，请只写一样")
            raise OutputError(said.format(file=target, to=options.to))
        targets = [target]
    if any(path.resolve() == source.resolve() for path in targets):
        raise OutputError(_("{}: 这是数据文件本身，请换一个输出文件名").format(source))
    if options.comments and all(path.suffix != ".docx" for path in targets):
        raise OutputError(_("--comments: 批注只能放在 .docx 里"))
    return targets


def _formats(listed: str | None) -> list[str]:
    formats = listed.replace("，", ",").split(",") if listed else []
    for name in formats:
        if name not in arguments.FORMATS:
            said = _("--to {listed}: 没有“{name}”格式，可选{formats}")
            raise OutputError(
                said.format(listed=listed, name=name, formats="、".join(arguments.FORMATS))
            )
    return formats


def check(options: Namespace) -> int:
    """Lists the findings of data files and of published reports."""
    from gkdraft.rules.findings import Severity, summarise_findings

    found: list[Finding] = []
    unread = 0
    for path in map(Path, options.files):
        try:
            findings, lines = (_check_data if _is_data(path) else _check_report)(path, options)
        except InputError as error:  # the others are checked all the same
            unread = _refuse(str(error))
            continue
        found += findings
        if options.format == "text":
            for finding in findings:
                print(finding)
            name = f"{path}：" if len(options.files) > 1 else ""
            print(
                "\n".join([*lines, name + _("核对结果：{}。").format(summarise_findings(findings))])
            )
        elif options.format == "markdown":
            print("\n".join(lines))
    if options.format == "json":
        _print_json([finding.as_json() for finding in found])
    return unread or (ERRORS if any(f.severity is Severity.ERROR for f in found) else CLEAN)


def _is_data(path: Path) -> bool:
    """Whether a file is a data file; everything else is read as a published report."""
    return path.suffix.lower() in (".yaml", ".yml", "") or not path.is_file()


def _check_data(path: Path, options: Namespace) -> "tuple[Sequence[Finding], list[str]]":
    from gkdraft.pipeline import draft_report
    from gkdraft.prose import coverage

    result = draft_report(path, _path(options.templates))
    answers = result.answers()
    if options.format == "markdown":
        heading = f"{result.document.author}{result.document.year}年度工作要点落实情况对照表"
        return result.findings, coverage.render_coverage(answers, heading).splitlines()
    return result.findings, [
        _("要点落实：{}。").format(line) for line in coverage.summarise_coverage(answers)
    ]


def _check_report(path: Path, options: Namespace) -> "tuple[Sequence[Finding], list[str]]":
    from gkdraft.layout.resources import Resources
    from gkdraft.reading import published
    from gkdraft.reading.published import report_yaml
    from gkdraft.reading.published.audit import check_published

    resources = Resources(_path(options.templates))
    report = published.read_published(path, resources)
    findings = tuple(check_published(report, resources))
    if options.format == "markdown":
        return findings, [f"- {finding}" for finding in findings]
    return findings, [f"{line}。" for line in report_yaml.summarise_report(report)]


def _print_json(data: object) -> None:
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))


def new(options: Namespace) -> int:
    """Writes a data file to fill in and says what is in it and what to do next."""
    from dataclasses import replace

    from gkdraft.layout.resources import Resources
    from gkdraft.newyear import blank_file
    from gkdraft.newyear.opening import open_year, read_notices, read_prior
    from gkdraft.newyear.start import summarise_start
    from gkdraft.render import saving

    target = Path(options.file)
    if target.suffix not in (".yaml", ".yml"):
        raise OutputError(_("{}: 数据文件的后缀应为 .yaml").format(target))
    if target.exists():
        raise OutputError(_("{}: 已有这个文件，没有覆盖；请换一个文件名").format(target))
    resources = Resources(_path(options.templates))
    notices = read_notices([Path(name) for name in options.notice], resources)
    prior = read_prior(Path(options.prior), resources) if options.prior else None
    start = open_year(
        notices, options.year, options.agency, options.level, options.layout, resources, prior
    )
    own = _path(options.templates)
    beside = own and own.resolve().is_relative_to(target.parent.resolve())
    if own and beside:
        name = own.resolve().relative_to(target.parent.resolve()).as_posix()
        start = replace(start, templates="" if name == "." else name)
    saving.write_file(target, blank_file.compose_blank(start).encode())
    made = _("已新建：{file}（{year} 年，{level}，格式 {layout}）")
    print(made.format(file=target, year=start.year, level=start.level, layout=start.layout.name))
    for line in summarise_start(start):
        print(line)
    program = _program()
    step = _("下一步：{program} wizard {file} 一问一答地填；也可以用文字编辑器打开它逐项填写，")
    print(step.format(program=program, file=target))
    step = _(
        "随时用 {program} check {file} 看还缺什么，填好后 {program} build {file} 生成 Word 文件。"
    )
    print(step.format(program=program, file=target))
    return CLEAN


def read(options: Namespace) -> int:
    """Prints what notices and published reports hold, as YAML or JSON with the data file's keys."""
    from gkdraft.layout.resources import Resources
    from gkdraft.reading.notices import task_yaml
    from gkdraft.reading.published import report_yaml
    from gkdraft.reading.recognition import read_documents

    paths = [Path(name) for name in options.files]
    found = read_documents(paths, Resources(_path(options.templates)))
    if found.reports and found.notices:
        names = "、".join(report.name for report in found.reports)
        return _refuse(f"{names} 是年度报告，其余是通知，请分开读")
    if options.format == "json":
        reports = [report_yaml.list_report(report) for report in found.reports]
        notices = [task_yaml.list_notice(notice) for notice in found.notices]
        _print_json({"年报": reports} if reports else {"要点": notices})
    elif found.reports:
        texts = ["\n".join(report_yaml.write_report(report)) for report in found.reports]
        print("\n---\n".join(texts))
    else:
        print("\n".join(task_yaml.write_notices(found.notices)))
    return CLEAN


def compare(options: Namespace) -> int:
    """Prints two years side by side."""
    from gkdraft import pipeline
    from gkdraft.layout.resources import Resources
    from gkdraft.reading import published
    from gkdraft.reading.published import audit
    from gkdraft.report import comparison as comparing

    resources = Resources(_path(options.templates))
    first, second = (
        pipeline.draft_report(path, _path(options.templates)).draft
        if _is_data(path)
        else audit.draft_published(published.read_published(path, resources), resources)
        for path in map(Path, options.files)
    )
    comparison = comparing.compare_years(first, second)
    if options.format == "json":
        _print_json(comparing.list_comparison(comparison))
    else:
        write = (
            comparing.render_comparison_table
            if options.format == "markdown"
            else comparing.render_comparison
        )
        print("\n".join(write(comparison)))
    return CLEAN


def layouts(options: Namespace) -> int:
    """Lists the layouts with years and source; checks a user's own templates."""
    from gkdraft.layout.loading import load_specs
    from gkdraft.layout.resources import Resources
    from gkdraft.pipeline import sample

    folder = options.check or options.templates
    resources = Resources(_path(folder))
    for name, spec in load_specs(resources).items():
        if options.check and not resources.owns(name):
            continue
        years = f"{spec.since} 年起" if spec.until >= 9999 else f"{spec.since}—{spec.until} 年"
        source = f"{spec.number} {spec.basis}".strip() or "没有统一格式，栏目自定"
        print(f"{name}  {years}  {source}{'（自己的）' if resources.owns(name) else ''}")
    if options.check:
        for name in sample(resources):
            print(_("通过：{}").format(name))
    return CLEAN


def rule(options: Namespace) -> int:
    """Explains one rule, or lists all."""
    from gkdraft.rules import REGISTRY

    if options.code is None:
        for code in sorted(REGISTRY):
            print(f"{code} {REGISTRY[code].severity} {REGISTRY[code].title}")
        return CLEAN
    found = REGISTRY.get(options.code.upper())
    if found is None:
        return _refuse(_("没有 {} 这条规则，gkdraft rule 列出全部").format(options.code))
    print(f"{found.code} {found.severity}\n\n{found.page}")
    return CLEAN


def schema(options: Namespace) -> int:
    """Prints the JSON Schema, or puts it beside a data file."""
    import json
    from dataclasses import replace

    from gkdraft.base.encoding import decode_text
    from gkdraft.layout import loading
    from gkdraft.layout.resources import Resources
    from gkdraft.render import saving
    from gkdraft.report import datafile
    from gkdraft.report.schema import compose_schema as schema_of

    if not options.write:
        layout = loading.load_layout(options.layout or "2021", Resources(_path(options.templates)))
        _print_json(schema_of(layout))
        return CLEAN
    source = Path(options.write)
    parsed = datafile.read_datafile(source)
    own = _path(options.templates) or datafile.find_templates(parsed, source)
    head = datafile.read_head(parsed)
    layout = loading.choose_layout(
        replace(head, layout=options.layout or head.layout), Resources(own)
    )
    text = json.dumps(schema_of(layout), ensure_ascii=False, indent=2) + "\n"
    path = source.with_name(f"gkdraft-{layout.name}.schema.json")
    line = f"# yaml-language-server: $schema={path.name}\n"
    before = source.read_bytes()
    saving.write_file(path, text.encode())
    if "yaml-language-server:" not in decode_text(before, parsed.name):
        saving.write_file(source.resolve(), datafile.add_first_line(before, line))
    said = _("已写入 {schema}；{file} 首行已注明，用 VS Code（YAML 扩展）打开即有提示。")
    print(said.format(schema=path, file=parsed.name))
    return CLEAN


def wizard(options: Namespace) -> int:
    """Asks for what a data file lacks. Without a terminal it says how to do without it."""
    program, source = _program(), Path(options.file)
    if why := _no_terminal():
        way = _(
            "{why}，不能一问一答。可以直接编辑 {file}，"
            "再用 {program} check {file} 核对、{program} build {file} 生成"
        )
        raise OutputError(way.format(why=why, file=source, program=program))
    from gkdraft.wizard.run import run_wizard

    gc.enable()  # a sitting may be long
    ending = run_wizard(source, _path(options.templates))
    if ending.unsaved:
        print(_("这一题没有写进文件：{}").format(ending.unsaved))
    if ending.interrupted:
        print(_("已保存。接着填：{program} wizard {file}").format(program=program, file=source))
        return INTERRUPTED
    print(_("已保存。接着填：{program} wizard {file}").format(program=program, file=source))
    print(_("生成：{program} build {file}").format(program=program, file=source))
    return CLEAN


def _no_terminal() -> str:
    """Why nothing can be asked here; nothing if it can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _("这里没有终端")
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        return _("这个终端（TERM={}）不能移动光标").format(os.environ["TERM"])
    try:
        "中…─»".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        messages.use_language("en")  # in Chinese this could not be read
        said = _("这个终端的编码（{}）显示不了中文，请设 PYTHONUTF8=1")
        return said.format(sys.stdout.encoding)
    return ""


VERBS: dict[str, Callable[[Namespace], int]] = {
    "build": build,
    "check": check,
    "compare": compare,
    "layouts": layouts,
    "new": new,
    "read": read,
    "rule": rule,
    "schema": schema,
    "wizard": wizard,
}
