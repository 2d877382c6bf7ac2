"""`build` of several files: made on all processors, written and told by one, in their order."""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.base.watch import watch_work
from gkdraft.cli import console
from gkdraft.cli.common import (
    CLEAN,
    ERRORS,
    INTERRUPTED,
    as_path,
    name_program,
    rate_findings,
    refuse,
)
from gkdraft.cli.failures import explain_error, refuse_error
from gkdraft.cli.progress import Progress
from gkdraft.cli.reports import choose_targets, guard_draft, refuse_options
from gkdraft.cli.workers import WorkerError, count_processors, map_all
from gkdraft.errors import OutputError
from gkdraft.messages import _, say

if TYPE_CHECKING:
    from gkdraft.pipeline import Result


@dataclass(frozen=True)
class Made:
    """What came of one file: the results and what is said of them, or why there are none."""

    source: str
    files: Sequence[tuple[Path, bytes]] = ()
    told: str = ""
    status: int = CLEAN
    error: str = ""


def build_many(options: Namespace) -> int:
    """A line a file; one that fails does not stop the others. The status is the worst of all."""
    _refuse_options(options)
    batch = _Batch(options)
    # the parser itself, which prints the help, cannot be sent to another process
    plain = Namespace(**{key: value for key, value in vars(options).items() if key in _SENT})
    made = map_all(partial(make_report, plain), options.files, options.jobs or count_processors())
    with Progress(len(options.files)) as progress, closing(made):
        try:
            for number, one in enumerate(made, 1):
                progress.wipe()
                batch.settle(one)
                console.flush_output()
                progress.show(number)
        except WorkerError as error:
            progress.wipe()
            batch.note(refuse_error(error))
        except KeyboardInterrupt:
            progress.wipe()
            console.tell(_("gkdraft: 已中断。{}").format(batch.summarise()))
            return INTERRUPTED
    print(batch.summarise())
    return batch.status


_SENT = ("templates", "output", "to", "draft", "final")


def _refuse_options(options: Namespace) -> None:
    """OutputError for what makes no sense for several files; before any is read."""
    if options.onto:
        raise OutputError(say("--onto 一次只并一份稿子，请只写一个数据文件"))
    refuse_options(options)
    if options.output is not None and not Path(options.output).is_dir():
        said = say("{}: 几份报告写不进一个文件，-o 请写已有的文件夹", options.output)
        raise OutputError(said)
    choose_targets(options, Path(options.files[0]), "")


def make_report(options: Namespace, source: str) -> Made:
    """One file drafted, judged and rendered; nothing is written."""
    try:
        with watch_work(source):
            return _make_report(options, Path(source))
    except Exception as error:
        line, status = explain_error(error)
        return Made(source, error=line, status=status)


def _make_report(options: Namespace, source: Path) -> Made:
    from gkdraft.pipeline import draft_report
    from gkdraft.render import saving

    result = draft_report(source, as_path(options.templates))
    if options.final and (obstacles := result.list_obstacles()):
        said = _(
            "{file}: 还不能定稿，没有写；要先改好 {count} 处，用 {program} build {file} --final 看"
        )
        error = said.format(file=source, count=len(obstacles), program=name_program())
        return Made(str(source), error=error, status=ERRORS)
    name = saving.name_final if options.final else saving.name_draft
    targets = choose_targets(options, source, name(result.document.title))
    files = [(path, _render(result, path.suffix, options)) for path in targets]
    return Made(str(source), files, result.review.headline(), rate_findings(result.findings))


def _render(result: "Result", suffix: str, options: Namespace) -> bytes:
    return result.render_final(suffix)[0] if options.final else result.render(suffix, options.draft)


class _Batch:
    """The files of one command: what is written where, and what came of each."""

    def __init__(self, options: Namespace) -> None:
        self.options, self.count = options, len(options.files)
        self.written = self.faulty = 0
        self.status = CLEAN
        # nothing takes the place of a source or of what another source gave
        self.owners = {Path(name).resolve(): name for name in options.files}

    def note(self, status: int) -> None:
        """The status is the worst."""
        self.status = max(self.status, status)

    def settle(self, made: Made) -> None:
        """Writes what came of a file, and says it in a line."""
        line, status = made.error, made.status
        if not line:
            try:
                with watch_work(made.source):
                    is_new = self._write(made)
            except Exception as error:
                line, status = explain_error(error)
        self.note(status)
        if line:
            refuse(line)
            return
        self.written += 1
        self.faulty += status == ERRORS
        files = _("、").join(str(path) for path, _data in made.files)
        files += "" if is_new else _("（没有变化）")
        print(
            _("{source} → {files}：{told}").format(source=made.source, files=files, told=made.told)
        )

    def _write(self, made: Made) -> bool:
        """All places are looked at before the first is written. Whether any was."""
        from gkdraft.render import saving

        for path, _data in made.files:
            owner = self.owners.setdefault(path.resolve(), made.source)
            if owner != made.source:
                said = say("{}: 与 {} 的结果同名（{}），没有写；请分开放", made.source, owner, path)
                raise OutputError(said)
        if not self.options.force:
            for path, data in made.files:
                if self.options.final:
                    saving.guard_final(path, data)
                else:
                    guard_draft(path, Path(made.source))
        changed = list(made.files)
        if self.options.final:
            changed = [one for one in changed if not saving.is_written(*one)]
        for path, data in changed:
            saving.write_file(path, data)
        return bool(changed)

    def summarise(self) -> str:
        """共 200 份：写好 198 份，其中有错误 3 份，没有写 2 份."""
        parts = [_("写好 {} 份").format(self.written)]
        if self.faulty:
            parts.append(_("其中有错误 {} 份").format(self.faulty))
        if self.written < self.count:
            parts.append(_("没有写 {} 份").format(self.count - self.written))
        told = _("，").join(parts)
        return _("共 {count} 份：{told}。").format(count=self.count, told=told)
