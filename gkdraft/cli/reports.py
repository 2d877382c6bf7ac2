"""`build` and `check`: reports written and checked."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.base.files import is_regular
from gkdraft.cli.arguments import FORMATS
from gkdraft.cli.common import as_path, list_files, name_program, rate_findings
from gkdraft.cli.finals import build_final
from gkdraft.cli.onto import run_onto
from gkdraft.errors import InputError, OutputError
from gkdraft.messages import _, say

if TYPE_CHECKING:
    from gkdraft.pipeline import Result


def run_build(options: Namespace) -> int:
    """Writes the report in one or more formats and says what is left to do."""
    options.files = list_files(options.files)
    if len(options.files) > 1:
        from gkdraft.cli.batch import build_many

        return build_many(options)
    options.file = options.files[0]
    if options.onto:
        return run_onto(options)
    refuse_options(options)
    return _build_one(options, Path(options.file))


def _build_one(options: Namespace, source: Path) -> int:
    from gkdraft.pipeline import draft_report
    from gkdraft.render import saving

    result = draft_report(source, as_path(options.templates))
    name = saving.name_final if options.final else saving.name_draft
    targets = choose_targets(options, source, name(result.document.title))
    if options.final:
        return build_final(result, targets, options.force)
    for path in targets if not options.force else ():
        guard_draft(path, source)
    for path in targets:
        saving.save_result(path, result.render(path.suffix, options.draft), options.force)
        print(_("已生成：{}").format(path))
    _tell_result(result, source)
    return rate_findings(result.findings)


def _tell_result(result: "Result", source: Path) -> None:
    """How long section one is, what the rules say, what to do next."""
    from gkdraft.prose.budget import measure_budget

    budget = measure_budget(result.draft, result.document)
    said = _("第一部分 {total} 字，不超过 {limit} 字为宜{told}。")
    count = said.format(total=budget.total, limit=budget.limit, told=budget.told)
    count = count if budget.limit else ""
    print(count + _("核对结果：{}。").format(result.review.summarise()))
    if result.findings:
        step = _("下一步：{program} check {file} 看明细，改好数据文件后重新生成。")
        print(step.format(program=name_program(), file=source))
    else:
        print(_("下一步：打开文件通读一遍，送审。"))


def guard_draft(path: Path, source: Path) -> None:
    """OutputError if something would be lost here, with the ways out."""
    from gkdraft.render import saving

    if path.suffix == ".docx" and is_regular(path) and _is_edited(path):
        raise OutputError(
            say(
                "{path}: 这份稿子生成后有人改过，没有覆盖。数据又变了，用 {program} build {source} "
                "--onto {path} 把数据的改动并进去，改稿人的改动都留着；要把改动收回数据文件，用 "
                "{program} pull {path} {source}；另存用 -o，确认不要了再加 --force",
                path=path, program=name_program(), source=source,
            )
        )  # fmt: skip
    saving.guard_target(path)


def _is_edited(path: Path) -> bool:
    from gkdraft.render import saving

    try:
        return saving.is_edited(path)
    except InputError:  # what cannot be read is guarded as what is nobody's
        return False


def refuse_options(options: Namespace) -> None:
    """OutputError for what belongs to --onto alone, and for a draft that is final."""
    given = {"track": options.track, "dry-run": options.dry_run, "format": options.format == "json"}
    for name, is_given in given.items():
        if is_given:
            raise OutputError(say("--{name} 要和 --onto 一起写", name=name))
    if options.draft and options.final:
        raise OutputError(say("--draft 和 --final 只能写一个：前者是带批注的草稿，后者是定稿"))


def choose_targets(options: Namespace, source: Path, name: str) -> list[Path]:
    """The files to write: named by -o, or the default name in its folder or beside the source."""
    formats = _read_formats(options.to)
    target = Path(options.output) if options.output else source.parent
    if options.output is None or target.is_dir() or options.output.endswith(("/", "\\")):
        targets = [target / f"{name}.{suffix}" for suffix in formats or ["docx"]]
    else:
        _check_suffix(target, formats)
        targets = [target]
    if any(path.resolve() == source.resolve() for path in targets):
        raise OutputError(say("{}: 这是数据文件本身，请换一个输出文件名", source))
    if options.draft and all(path.suffix != ".docx" for path in targets):
        raise OutputError(say("--draft: 批注只能放在 .docx 里"))
    return targets


def _check_suffix(target: Path, formats: list[str]) -> None:
    """OutputError if a file's name does not say one format, or another one than --to."""
    suffix = target.suffix.removeprefix(".")
    if suffix not in FORMATS:
        said = say("{}: 后缀应为 .docx、.html 或 .txt；要放进文件夹，请先建好文件夹", target)
        raise OutputError(said)
    if formats not in ([], [suffix]):
        said = say("{file}: 后缀与 --to {to} 不一致，请只写一样", file=target, to=",".join(formats))
        raise OutputError(said)


def _read_formats(listed: str | None) -> list[str]:
    # a Chinese keyboard gives a full-width comma
    formats = listed.replace("，", ",").split(",") if listed else []
    for name in formats:
        if name not in FORMATS:
            said = _("--to {listed}: 没有“{name}”格式，可选{formats}")
            raise OutputError(said.format(listed=listed, name=name, formats="、".join(FORMATS)))
    return formats
