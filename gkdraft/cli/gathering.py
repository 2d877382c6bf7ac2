"""`sheet` and `collect`: workbooks to the offices that know the numbers, and back."""

import datetime
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.base.watch import watch_work
from gkdraft.cli.common import CLEAN, ERRORS, as_path, is_folder, list_files, name_program, refuse
from gkdraft.cli.progress import Progress
from gkdraft.cli.taking import choose_numbers
from gkdraft.errors import InputError, OutputError
from gkdraft.messages import _, say, translate

if TYPE_CHECKING:
    from gkdraft.gathering.collection import Collection
    from gkdraft.gathering.plan import Item, Plan
    from gkdraft.gathering.returns import Returned
    from gkdraft.gathering.workbooks import Desk

UNIT = "unit"


def run_sheet(options: Namespace) -> int:
    """Writes the workbook of all that is asked, or one for each office and a list of them."""
    from gkdraft.gathering.workbooks import open_desk
    from gkdraft.render.saving import name_sheet

    source = Path(options.file)
    desk = open_desk(source, as_path(options.templates))
    if options.propose:
        return _write_proposals(desk, source)
    if options.by == UNIT:
        return _write_all(desk, source, options)
    target = _place(options.output, source, name_sheet(desk.title))
    _save(target, desk.render(), options.force)
    print(_("已生成：{}").format(target))
    return CLEAN


def _write_proposals(desk: "Desk", source: Path) -> int:
    """分工.填报 as it is proposed, into the data file; what is divided already stays."""
    from gkdraft.gathering.writing import write_division

    proposed = desk.roster.propose_items()
    if not proposed:
        print(_("没有可建议的：通知里的单位名称看不出由谁填哪张表；请在“分工”的“填报”里写"))
        return CLEAN
    backup = write_division(source, proposed)
    for key, names in proposed.items():
        print(f"  {key}: {'、'.join(names)}")
    print(
        _("建议的分工已写入 {file}，请核对；原来的存为 {backup}").format(file=source, backup=backup)
    )
    return CLEAN


def _place(output: str | None, source: Path, name: str) -> Path:
    """The file of -o, or one of that name in its folder, or beside the data file."""
    if output is None or is_folder(output):
        return (source.parent if output is None else Path(output)) / f"{name}.xlsx"
    target = Path(output)
    if target.suffix != ".xlsx":
        raise OutputError(say("{}: 填报表的后缀应为 .xlsx；要放进文件夹，请先建好文件夹", target))
    return target


def _save(target: Path, data: bytes, force: bool) -> None:
    from gkdraft.render import saving

    if not force:
        saving.guard_workbook(target, data)
    saving.write_file(target, data)


def _write_all(desk: "Desk", source: Path, options: Namespace) -> int:
    """One workbook an office; none is written before all targets were looked at."""
    from gkdraft.gathering.covering import NAME as COVERING
    from gkdraft.gathering.covering import compose_covering, render_covering
    from gkdraft.render.saving import guard_workbook, name_sheet

    if not desk.roster.offices:
        raise InputError(
            say("{}: 通知里没有牵头单位、责任单位，分工里也没有写，不知道发给谁", source)
        )
    folder = source.parent if options.output is None else Path(options.output)
    if not folder.is_dir():
        raise OutputError(say("{}: 没有这个文件夹，请先建好，或换一处", folder))
    made = _render_all(desk, folder)
    rows = compose_covering(desk, [target.name for target, _data in made])
    covering = folder / f"{name_sheet(desk.title, COVERING)}.xlsx"
    made.append((covering, render_covering(desk, rows)))
    for target, data in made if not options.force else ():
        guard_workbook(target, data)
    for target, data in made:
        _save(target, data, True)
    for row in rows:
        print(
            _("{office}：{told}（{file}）").format(office=row.office, told=row.told, file=row.file)
        )
    print(_("已生成：{}").format(covering))
    for line in _list_advice(desk, source):
        print(translate(line))
    return CLEAN


def _render_all(desk: "Desk", folder: Path) -> list[tuple[Path, bytes]]:
    """The workbook of every office, and where it goes."""
    from gkdraft.render.saving import name_sheet

    made: list[tuple[Path, bytes]] = []
    with Progress(len(desk.roster.offices)) as progress:
        for office in desk.roster.offices.values():
            progress.show(len(made))
            target = folder / f"{name_sheet(desk.title, office.name)}.xlsx"
            with watch_work(str(target)):
                made.append((target, desk.render(office)))
    return made


def _list_advice(desk: "Desk", source: Path) -> Iterator[str]:
    """Tasks of nobody; whether offices can be proposed for the tables."""
    left = desk.roster.list_ownerless()
    if left:
        names = "、".join(entry.name for entry in left[:5])
        more = "等" if len(left) > 5 else ""
        yield say(
            "没有发给谁的任务 {count} 项：{names}{more}；通知没有写由哪一个单位办，"
            "请在“分工”的“单位”里用“又称”写明由谁填",
            count=len(left), names=names, more=more,
        )  # fmt: skip
    proposed = desk.roster.propose_items()
    if proposed:
        yield say(
            "{count} 项可以按单位名称建议由谁填：{program} sheet {file} --propose 写进数据文件",
            count=len(proposed), program=name_program(), file=source,
        )  # fmt: skip


def run_collect(options: Namespace) -> int:
    """Reads what offices handed in; writes what is new, shows what differs and who is missing."""
    from gkdraft.gathering.collection import Collection

    today = options.today or datetime.date.today()
    collection = Collection(Path(options.file), as_path(options.templates), today)
    returns, failed = _read_all(collection, list_files(options.files))
    with watch_work(options.file):
        plan = collection.plan(returns)
    _tell(collection, returns, plan, today)
    if options.dry_run:
        return _judge(plan.doubtful, failed)
    taken = [*plan.sure, *_choose(plan.doubtful, options)]
    backup = collection.apply(plan, taken)
    left = [item for item in plan.doubtful if item not in taken]
    for line in _tell_ending(plan, taken, left, backup, options):
        print(line)
    return _judge(left, failed)


def _judge(left: "Sequence[Item]", failed: int) -> int:
    return ERRORS if left or failed else CLEAN


def _read_all(collection: "Collection", names: Sequence[str]) -> "tuple[list[Returned], int]":
    """What can be read; a file that cannot is told of and does not stop the others."""
    found, failed = [], 0
    with Progress(len(names)) as progress:
        for done, name in enumerate(names):
            progress.show(done)
            try:
                found.append(collection.read(Path(name)))
            except InputError as error:
                progress.wipe()
                failed += 1
                refuse(str(error))
    return found, failed


def _tell(
    collection: "Collection", returns: "Sequence[Returned]", plan: "Plan", today: datetime.date
) -> None:
    from gkdraft.gathering import listing

    desk = collection.desk
    for line in listing.list_returns(desk, returns, plan):
        print(translate(line))
    for line in listing.list_missing(desk, plan, today):
        print(translate(line))
    if plan.doubtful:
        print(_("要看一看的 {} 项：").format(len(plan.doubtful)))
        for line in listing.list_items(desk, plan.doubtful):
            print(translate(line))


def _choose(items: "Sequence[Item]", options: Namespace) -> "list[Item]":
    """Of what is to be looked at what is to be written: named, or asked in a terminal."""
    if not items:
        return []
    numbers = dict(enumerate(items, 1))
    if options.take:
        return choose_numbers(options.take, numbers)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return []
    while words := _ask_numbers():
        try:
            return choose_numbers(words, numbers)
        except OutputError as error:
            print(translate(str(error)))
    return []


def _ask_numbers() -> str:
    """What a person types; nothing where the terminal is closed."""
    try:
        return input(_("写入哪几项？写项号（如 1,3）或“全部”；回车都不写：")).strip()
    except EOFError:
        return ""


def _tell_ending(
    plan: "Plan", taken: "Sequence[Item]", left: "Sequence[Item]",
    backup: Path | None, options: Namespace,
) -> Iterator[str]:  # fmt: skip
    if backup is None:
        yield _("没有新的内容，数据文件没有动。")
    else:
        told = _("已写入 {count} 处；原来的数据文件存为 {backup}。")
        count = sum(len(item.all_) for item in taken)
        yield told.format(count=count, backup=backup)
    if left:
        told = _("没有写入 {count} 项。看过后写入：{program} collect {file} … --take 项号")
        yield told.format(count=len(left), program=name_program(), file=options.file)
