"""The data file on disk: saved after every answer, in one step, comments kept.

Somebody else may write to it meanwhile: that is noticed at the next save. What they changed
elsewhere is taken over; where both changed the same place, theirs stays and nothing is written.
"""

from dataclasses import dataclass, field
from pathlib import Path as FilePath

from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.base.yaml_reading import Parsed
from gkdraft.errors import InputError
from gkdraft.messages import _, translate
from gkdraft.render import saving
from gkdraft.report import datafile


class ContestedError(InputError):
    """Somebody else has changed the same place."""


@dataclass
class Store:
    """One data file: what was last read from it or written to it."""

    path: FilePath
    raw: bytes = b""
    parsed: Parsed = field(default_factory=lambda: Parsed("", None))

    def read(self) -> Plain:
        """What the file holds now. InputError if it cannot be read, or cannot be written to
        because a key stands in it twice.
        """
        parsed = datafile.read_datafile(self.path)
        for path, line in parsed.repeated.items():
            raise InputError(
                _("{file}:{line}: “{key}”写了两次，不知道该填哪一处；请先删去一处").format(
                    file=self.path.name, line=line, key=spell_path(path)
                )
            )
        self.parsed = parsed
        self.raw = self.path.read_bytes()
        return self.parsed.data

    def is_changed(self) -> bool:
        """Whether somebody else has written to the file."""
        try:
            return self.path.read_bytes() != self.raw
        except OSError:
            return True

    def save(self, changes: Changes) -> str:
        """Writes the changes to the file and to `parsed`; what there is to say about it.

        Raises InputError (nothing is written) if the file was changed at the same place or
        cannot be read any more, OutputError if it cannot be written.
        """
        said = ""
        if not self.path.exists():
            said = _("数据文件不见了，已经照原来的内容重新写出")
        elif self.is_changed():
            before = self.parsed.data
            try:
                self.read()
            except InputError as error:
                raise InputError(
                    _("{error}（文件在别处改过，这一题没有保存）").format(
                        error=translate(str(error))
                    )
                ) from None
            said = self._merge(before, changes)
        # nothing is written that could not be read again, and what is read is what goes on
        raw, parsed = datafile.change_bytes(self.raw, self.parsed.name, changes)
        saving.write_file(self.path.resolve(), raw)
        self.raw, self.parsed = raw, parsed
        return said

    def _merge(self, before: Plain, changes: Changes) -> str:
        """Says that somebody else's changes were taken over; InputError if they are at ours."""
        for place in (_find_whole(before, path) for path in changes):
            if look_up(before, place) != look_up(self.parsed.data, place):
                raise ContestedError(
                    _(
                        "{path}：数据文件在别处改了这一项（{where}），您的回答没有写入；"
                        "请看清再答，↑ 取回刚才写的"
                    ).format(path=self.path.name, where=spell_path(place))
                )
        return _("数据文件在别处改过，改动已经读入，没有覆盖")


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
