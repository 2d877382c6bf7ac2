"""The data file on disk: saved after every answer, in one step, comments kept.

Somebody else may write to it meanwhile: that is noticed at the next save, under a lock. What
they changed elsewhere is taken over; where both changed the same place, theirs stays and nothing
is written. Answers that cannot be written wait, and are written with the next one that can.
"""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from gkdraft.base.bounds import DATA_FILE
from gkdraft.base.files import read_file
from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.base.watch import watch_work
from gkdraft.base.yaml_reading import Parsed
from gkdraft.errors import InputError, OutputError
from gkdraft.messages import _, translate
from gkdraft.render import saving
from gkdraft.render.locking import hold_folder
from gkdraft.report import datafile

RESCUED = "（没有存上的）"


REMEMBERED = 200
"""Steps that can be taken back, one after the other."""


class ContestedError(InputError):
    """Somebody else has changed the same place."""


@dataclass(frozen=True)
class Step:
    """What one save changed: the file before and after it."""

    before: bytes
    after: bytes
    changes: Changes


@dataclass
class Store:
    """One data file: what was last read from it or written to it, and what waits to be.

    `raw` are its bytes, `known` what is in them, `parsed` the same with all answers; both may
    tell no places.
    """

    path: FilePath
    raw: bytes = b""
    known: Parsed = field(default_factory=lambda: Parsed("", None))
    parsed: Parsed = field(default_factory=lambda: Parsed("", None))
    waiting: list[Changes] = field(default_factory=list)
    trouble: str = ""
    lost: list[str] = field(default_factory=list)  # answers that waited in vain, to be told
    steps: list[Step] = field(default_factory=list)  # that can be taken back

    def read(self) -> Plain:
        """What the file holds now, with the answers that wait. InputError if it cannot be read,
        or cannot be written to because a key stands in it twice.
        """
        raw, parsed = self._read_file()
        waiting = [self._drop_contested(step, parsed.data) for step in self.waiting]
        self.raw, self.known, self.waiting = raw, parsed, list(filter(None, waiting))
        self.parsed = self.parse() if self.waiting else parsed
        return self.parsed.data

    @property
    def held(self) -> Plain:
        """The data in the file."""
        return self.known.data

    def parse(self) -> Parsed:
        """What the file holds with all answers, and where it stands in it."""
        return datafile.parse_datafile(self._compose(self.waiting)[0], self.known.name)

    def _read_file(self) -> tuple[bytes, Parsed]:
        with watch_work(str(self.path)):
            raw = read_file(self.path, DATA_FILE)
            parsed = datafile.parse_datafile(raw, str(self.path))
        for path, line in parsed.repeated.items():
            raise InputError(
                _("{file}:{line}: “{key}”写了两次，不知道该填哪一处；请先删去一处").format(
                    file=self.path.name, line=line, key=spell_path(path)
                )
            )
        return raw, parsed

    def is_changed(self) -> bool:
        """Whether somebody else has written to the file."""
        try:
            return read_file(self.path, DATA_FILE) != self.raw
        except InputError:
            return True

    def save(self, changes: Changes) -> str:
        """Writes the changes to the file and to `parsed`; what there is to say about it.

        Raises InputError (nothing is written) if the file was changed at the same place or
        cannot be read any more. If it cannot be written, the changes wait and `trouble` says why.
        """
        said = ""
        try:
            with hold_folder(self.path):
                if not self.path.exists():
                    said = _("数据文件不见了，已经照原来的内容重新写出")
                elif self.is_changed():
                    changes = _spread(changes, self.held)
                    said = self._take_over(changes)
                before = b"" if self.waiting else self.raw
                self._write([*self.waiting, changes])
                self._remember(Step(before, self.raw, changes))
        except OutputError as error:
            steps = [*self.waiting, changes] if changes else self.waiting
            self.parsed = self._compose(steps)[1]
            self.waiting, self.trouble = steps, translate(str(error))
            return ""
        return said

    def _remember(self, step: Step) -> None:
        if not step.before:  # it was written with those that had waited, and is not theirs alone
            self.steps = []
        elif step.changes and step.before != step.after:
            self.steps = [*self.steps[1 - REMEMBERED :], step]

    def undo(self) -> Changes:
        """The file is again what it was before the last step; the places that step changed.

        None of them where there is no step. InputError if somebody else has written to the file
        since, OutputError if it cannot be written.
        """
        if self.waiting:
            *self.waiting, changes = self.waiting
            self.parsed = self._compose(self.waiting)[1]
            return changes
        if not self.steps:
            return {}
        step = self.steps[-1]
        with hold_folder(self.path):
            if self.raw != step.after or self.is_changed():
                self.steps.clear()
                raise InputError(_("数据文件后来在别处改过，前面的回答不能撤回了"))
            parsed = datafile.parse_datafile(step.before, self.parsed.name)
            saving.write_file(self.path, step.before)
        self.raw, self.known, self.parsed = step.before, parsed, parsed
        self.steps.pop()
        return step.changes

    def retry(self) -> None:
        """Writes the answers that wait, if that can be done by now."""
        if self.waiting:
            with suppress(InputError):
                self.save({})

    def tell_waiting(self) -> list[str]:
        """What is not in the file, a line each; what never will be is told once."""
        told = []
        if self.waiting:
            line = _("还有 {count} 步没有存进文件：{trouble}。都记着，每一步再试；可在首页另存")
            told.append(line.format(count=len(self.waiting), trouble=self.trouble))
        if self.lost:
            line = _("先前没有存上的，文件在别处改了同一处，没有写入：{}")
            told.append(line.format("；".join(self.lost)))
            self.lost.clear()
        return told

    def move(self, path: FilePath) -> None:
        """Goes on in another file, with all answers. OutputError if it cannot be written."""
        raw, parsed = self._compose(self.waiting)
        saving.write_new(path, raw)
        self.path, self.raw, self.known, self.parsed = path, raw, parsed, parsed
        self.waiting, self.trouble = [], ""

    def rescue(self) -> FilePath | None:
        """All answers in a file of its own, beside the data file or where else something can be
        written; None if nowhere.
        """
        raw, _parsed = self._compose(self.waiting)
        name = f"{self.path.stem}{RESCUED}{self.path.suffix}"
        for folder in (self.path.parent, FilePath.home(), FilePath(tempfile.gettempdir())):
            with suppress(OutputError):
                path = saving.find_new_path(folder / name)
                saving.write_new(path, raw)
                return path
        return None

    def spell(self) -> str:
        """The whole text of the data file with all answers."""
        return self._compose(self.waiting)[0].decode(errors="replace")

    def _write(self, steps: Sequence[Changes]) -> None:
        # nothing is written that could not be read again, and what is read is what goes on
        raw, parsed = self._compose(steps)
        saving.write_file(self.path, raw)
        self.raw, self.known, self.parsed = raw, parsed, parsed
        self.waiting, self.trouble = [], ""

    def _compose(self, steps: Sequence[Changes]) -> tuple[bytes, Parsed]:
        """The file with these changes made, one after the other."""
        raw, parsed = self.raw, self.known
        for changes in steps:
            raw, parsed = datafile.change_bytes(raw, parsed.name, changes, parsed)
        return raw, parsed

    def _take_over(self, changes: Changes) -> str:
        """Takes over what somebody else wrote, and says so; InputError if it is at ours."""
        before = self.held
        try:
            parsed = self._read_file()[1]
        except InputError as error:
            raise InputError(
                _("{error}（文件在别处改过，这一题没有保存）").format(error=translate(str(error)))
            ) from None
        contested = _list_contested(before, parsed.data, changes)
        self.read()
        for place in contested:
            raise ContestedError(
                _(
                    "{path}：数据文件在别处改了这一项（{where}），您的回答没有写入；"
                    "请看清再答，↑ 取回刚才写的"
                ).format(path=self.path.name, where=spell_path(place))
            )
        return _("数据文件在别处改过，改动已经读入，没有覆盖")

    def _drop_contested(self, changes: Changes, now: Plain) -> Changes:
        """Answers that wait, without those at which somebody else wrote: theirs stays."""
        contested = _list_contested(self.held, now, changes)
        kept: dict[DataPath, Plain] = {}
        for path, value in changes.items():
            if _find_whole(self.held, path) not in contested:
                kept[path] = value
            elif value is not None:
                self.lost.append(f"{spell_path(path)}：{value}")
        return kept


def _spread(changes: Changes, held: Plain) -> Changes:
    """A table that was begun as its cells: somebody else may have begun it as well."""
    spread: dict[DataPath, Plain] = {}
    for path, value in changes.items():
        if isinstance(value, dict) and value and look_up(held, path) is None:
            below = {(*path, key): part for key, part in value.items()}
            spread.update(_spread(below, held))
        else:
            spread[path] = value
    return spread


def _list_contested(before: Plain, now: Plain, changes: Changes) -> list[DataPath]:
    """The places of changes at which the file holds something else by now, and not the same."""
    contested = []
    for path, value in changes.items():
        place = _find_whole(before, path)
        is_changed = look_up(before, place) != look_up(now, place)
        if is_changed and not (place == path and look_up(now, path) == value):
            contested.append(place)
    return contested


def _find_whole(data: Plain, path: DataPath) -> DataPath:
    """What must be the same for a place to mean the same: the list item it is in, or the list
    a new item is for; items are known by their numbers, and those shift.
    """
    numbers = [depth for depth, part in enumerate(path) if isinstance(part, int)]
    if not numbers:
        return path
    item = path[: numbers[-1] + 1]
    if look_up(data, item) is None:
        return item[:-1]
    return item
