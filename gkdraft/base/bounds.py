"""Bounds 上限: how much of anything a file may hold, some ten times what real ones do.

A document or data file from outside is read no further than this, and what it exceeds is said
beside what an ordinary one has. Real ones are those that the tests read; numbers are counts.
"""

from typing import NamedTuple

from gkdraft.errors import InputError
from gkdraft.messages import Message, say

MEGABYTE = 1024 * 1024


class Bound(NamedTuple):
    """The most there may be of something, and what is said of more."""

    most: int
    said: Message
    is_work: bool = False  # a file read so far begins work that is watched by itself

    def hold(self, count: int, name: str) -> None:
        """InputError if there is more; `name` is what the file is called."""
        if count > self.most:
            raise InputError(say("{name}: {said}；请检查是不是这份文件", name=name, said=self.said))


DOCUMENT = Bound(40 * MEGABYTE, say("文件超过 40 MB，一份公文一般不到 1 MB"), True)
DATA_FILE = Bound(4 * MEGABYTE, say("文件超过 4 MB，一年的数据文件一般不到 0.1 MB"), True)
TEMPLATE = Bound(2 * MEGABYTE, say("模板文件超过 2 MB，一般不到 20 KB"))
PACKAGE = Bound(64 * MEGABYTE, say("展开后超过 64 MB，一份公文一般不到 2 MB"))
PARTS = Bound(4_000, say("里面的部件超过 4000 个，一份公文一般不到 50 个"))
TAGS = Bound(600_000, say("标记超过 60 万个，一份公文一般不到 4 万个"))
PAGES = Bound(200, say("超过 200 页，一份公文一般不到 20 页"))
LETTERS = Bound(20_000, say("有一页超过 2 万字，一页公文一般不到 1000 字"))
RULINGS = Bound(2_000, say("有一页的线条超过 2000 条，一页公文一般不到 200 条"))
ROWS = Bound(10_000, say("有表格超过 1 万行，一份公文一般不到 300 行"))
CELLS = Bound(100_000, say("表格超过 10 万格，一份公文一般不到 2000 格"))
LINES = Bound(50_000, say("超过 5 万段，一份公文一般不到 500 段"))
CHARACTERS = Bound(1_000_000, say("超过 100 万字，一份公文一般不到 2 万字"))
TEXT = Bound(100_000, say("一段文字超过 10 万字，一般不到 2000 字"))
KEYS = Bound(50_000, say("超过 5 万项，一年的数据文件一般不到 2000 项"))
