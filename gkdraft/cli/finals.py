"""`build --final`: the 定稿, written only where nothing stands against it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.cli import console
from gkdraft.cli.common import CLEAN, ERRORS, name_program
from gkdraft.messages import _

if TYPE_CHECKING:
    from gkdraft.pipeline import Result
    from gkdraft.render.stripping import Stripped
    from gkdraft.rules.findings import Finding


def build_final(result: "Result", targets: Sequence[Path], force: bool) -> int:
    """Writes the 定稿 and says what was taken out; or nothing, and says what is to be mended."""
    obstacles = result.list_obstacles()
    if obstacles:
        console.tell("\n".join(_explain_refusal(result.source.name, obstacles)))
        return ERRORS
    _write_files(result, targets, force)
    empty = _count_empty(result)
    if empty:
        said = _("表里有 {count} 格是空着的（写了“略”，或可以不填），请看一遍。")
        print(said.format(count=empty))
    print(_("核对结果：{}。").format(result.review.summarise()))
    print(_("下一步：打开文件通读一遍，公布。还要改的，改数据文件，再定稿。"))
    return CLEAN


def _write_files(result: "Result", targets: Sequence[Path], force: bool) -> None:
    """All are looked at before the first is written; one that stands there already is left."""
    from gkdraft.render import saving

    made = [(path, *result.render_final(path.suffix)) for path in targets]
    for path, data, _stripped in made if not force else ():
        saving.guard_final(path, data)
    for path, data, stripped in made:
        if saving.is_written(path, data):
            print(_("没有变化：{}").format(path))
        else:
            saving.write_file(path, data)
            print(_("已定稿：{}").format(path))
        print(_("  已去掉：{}。").format(_describe_stripped(stripped, path.suffix)))


def _describe_stripped(stripped: "Stripped", suffix: str) -> str:
    """书签 312 个、批注 0 条、快照和文件属性 2 项."""
    if suffix != ".docx":
        return _("校验码 {} 处").format(stripped.seals)
    said = _("书签 {bookmarks} 个、批注 {comments} 条、快照和文件属性 {properties} 项")
    return said.format(
        bookmarks=stripped.bookmarks, comments=stripped.comments, properties=stripped.properties
    )


def _explain_refusal(file: str, obstacles: Sequence["Finding"]) -> list[str]:
    """What stands against it, each in its place, and the way out."""
    from gkdraft.rules.registry import is_waivable

    head = _("gkdraft: {file}: 还不能定稿，没有写任何文件。要先改好 {count} 处：")
    out = _("改好数据文件，再定稿。看一条规则：{program} rule {code}")
    lines = [
        head.format(file=file, count=len(obstacles)),
        *map(str, obstacles),
        out.format(program=name_program(), code=obstacles[0].code),
    ]
    codes = dict.fromkeys(found.code for found in obstacles if is_waivable(found))
    if codes:
        said = _("{codes} 确有原因的，也可以在数据文件的“情况说明”里写明，不必改数。")
        lines.append(said.format(codes=_("、").join(codes)))
    return lines


def _count_empty(result: "Result") -> int:
    """Cells for a number that are printed without one."""
    from gkdraft.prose.document import Grid

    grids = [block for block in result.document.blocks if isinstance(block, Grid)]
    rows = [row for grid in grids for row in grid.rows]
    return sum(1 for row in rows for cell in row if cell.key and not cell.text)
