"""`build` and `check`: reports written and checked."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.cli.arguments import FORMATS
from gkdraft.cli.common import CLEAN, ERRORS, as_path, is_datafile, name_program, print_json, refuse
from gkdraft.errors import InputError, OutputError
from gkdraft.messages import _

if TYPE_CHECKING:
    from gkdraft.rules.findings import Finding


def run_build(options: Namespace) -> int:
    """Writes the report in one or more formats and says what is left to do."""
    from gkdraft.pipeline import draft_report
    from gkdraft.prose.document import count_characters
    from gkdraft.render import saving
    from gkdraft.rules.findings import Severity, summarise_findings

    source = Path(options.file)
    result = draft_report(source, as_path(options.templates))
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
        print(step.format(program=name_program(), file=source))
    else:
        print(_("下一步：打开文件通读一遍，送审。"))
    return ERRORS if any(f.severity is Severity.ERROR for f in result.findings) else CLEAN


def _targets(options: Namespace, source: Path, name: str) -> list[Path]:
    """The files to write: named by -o, or the default name in its folder or beside the source."""
    formats = _formats(options.to)
    target = Path(options.output) if options.output else source.parent
    if options.output is None or target.is_dir() or options.output.endswith(("/", "\\")):
        targets = [target / f"{name}.{suffix}" for suffix in formats or ["docx"]]
    else:
        suffix = target.suffix.removeprefix(".")
        if suffix not in FORMATS:
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
        if name not in FORMATS:
            said = _("--to {listed}: 没有“{name}”格式，可选{formats}")
            raise OutputError(said.format(listed=listed, name=name, formats="、".join(FORMATS)))
    return formats


def run_check(options: Namespace) -> int:
    """Lists the findings of data files and of published reports."""
    from gkdraft.rules.findings import Severity, summarise_findings

    found: list[Finding] = []
    unread = 0
    for path in map(Path, options.files):
        try:
            findings, lines = (_check_data if is_datafile(path) else _check_report)(path, options)
        except InputError as error:  # the others are checked all the same
            unread = refuse(str(error))
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
        print_json([finding.as_json() for finding in found])
    return unread or (ERRORS if any(f.severity is Severity.ERROR for f in found) else CLEAN)


def _check_data(path: Path, options: Namespace) -> "tuple[Sequence[Finding], list[str]]":
    from gkdraft.pipeline import draft_report
    from gkdraft.prose import coverage

    result = draft_report(path, as_path(options.templates))
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

    resources = Resources(as_path(options.templates))
    report = published.read_published(path, resources)
    findings = tuple(check_published(report, resources))
    if options.format == "markdown":
        return findings, [f"- {finding}" for finding in findings]
    return findings, [f"{line}。" for line in report_yaml.summarise_report(report)]
