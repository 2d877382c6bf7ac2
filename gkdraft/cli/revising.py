"""`pull`: an edited draft comes back."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.cli.common import CLEAN, as_path, name_program, print_json, rate_findings
from gkdraft.cli.taking import choose_numbers
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.revise.decisions import Item
    from gkdraft.revise.pull import Pull


def run_pull(options: Namespace) -> int:
    """Shows what an editor changed; with --apply or --take writes it to the data file."""
    from gkdraft.revise.revision import Revision

    revision = Revision(Path(options.file), as_path(options.templates))
    pull = revision.pull(Path(options.edited))
    chosen = _choose_items(pull.items, options)
    backup = revision.apply(chosen) if options.apply or options.take else None
    if options.format == "json":
        _print_plain(pull, chosen, backup)
    else:
        told = [*map(translate, _tell_pull(pull)), *_tell_ending(pull, chosen, backup, options)]
        print("\n".join(told))
    return _judge(options) if backup else CLEAN


def _choose_items(items: "Sequence[Item]", options: Namespace) -> "list[Item]":
    """The changes to be written: those named, else all that are sure."""
    able = [item for item in items if item.change.is_taken]
    if not options.take:
        return [item for item in able if item.is_sure]
    numbers = {number: item for number, item in enumerate(items, 1) if item in able}
    return choose_numbers(options.take, numbers)


def _tell_pull(pull: "Pull") -> Iterator[str]:
    from gkdraft.revise.listing import list_items

    for remark in pull.remarks:
        yield say("注意：{remark}", remark=remark)
    yield from list_items(pull.items)
    if pull.consequences and any(item.is_sure for item in pull.items):
        yield say("写入有把握的各项后，成稿与改稿仍不同的句子：")
        for one in pull.consequences:
            yield say("   {place}：{text}", place=one.place, text=one.text)


def _tell_ending(
    pull: "Pull", chosen: "Sequence[Item]", backup: Path | None, options: Namespace
) -> Iterator[str]:
    """What was done, and what can be done next."""
    if not pull.items:
        yield _("稿子和数据文件一致，没有要收回的改动。")
        return
    able = sum(item.change.is_taken for item in pull.items)
    told = _("共 {count} 项改动，其中 {able} 项可以写入数据文件。")
    yield told.format(count=len(pull.items), able=able)
    if backup:
        told = _("已写入 {count} 项；原来的数据文件存为 {backup}。")
        yield told.format(count=len(chosen), backup=backup)
        # else the next merge takes what was taken for the editor's alone
        told = _("这份稿子还要接着改的，先让它记住收过的：{program} build {file} --onto {edited}")
        yield told.format(program=name_program(), file=options.file, edited=options.edited)
        return
    if options.apply or options.take:
        yield _("没有可写入的改动，数据文件没有动。")
        return
    unsure = able - len(chosen)
    program = name_program()
    if chosen:
        told = _("写入：{program} pull {edited} {file} --apply")
        yield told.format(program=program, edited=options.edited, file=options.file)
    if unsure:
        told = _("没有把握的 {count} 项不会自动写入，看过后用 --take 写明项号。")
        yield told.format(count=unsure)


def _print_plain(pull: "Pull", chosen: "Sequence[Item]", backup: Path | None) -> None:
    from gkdraft.revise.listing import list_plain

    data: dict[str, object] = {
        "remarks": [translate(remark) for remark in pull.remarks],
        "changes": list_plain(pull.items),
        "consequences": [{"place": one.place, "text": one.text} for one in pull.consequences],
    }
    if backup:
        data |= {"applied": len(chosen), "backup": str(backup)}
    print_json(data)


def _judge(options: Namespace) -> int:
    """The rules on what the data file says now; what an edit brought is listed."""
    from gkdraft.pipeline import draft_report

    result = draft_report(Path(options.file), as_path(options.templates))
    if options.format != "json":
        for finding in result.findings:
            print(finding)
        print(_("核对结果：{}。").format(result.review.summarise()))
    return rate_findings(result.findings)
