"""The data file 数据文件: read with the place of every key, written without losing any.

Reading never changes the file.
"""

import codecs
from pathlib import Path as FilePath
from typing import NamedTuple

from gkdraft.base import scalars
from gkdraft.base.bounds import DATA_FILE
from gkdraft.base.encoding import decode_text, detect_encoding
from gkdraft.base.files import is_regular, read_file
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.base.yaml_editing import change_values
from gkdraft.base.yaml_parts import change_part
from gkdraft.base.yaml_reading import Parsed, parse_keys, parse_yaml
from gkdraft.base.yaml_slips import explain_wide_key
from gkdraft.errors import InputError
from gkdraft.layout.loading import ReportHead
from gkdraft.messages import say
from gkdraft.report.model import VERSION

EARLIEST, LATEST = 2008, 2100  # 年度: the first 条例 came into force in 2008


def is_datafile(path: FilePath) -> bool:
    """Whether a file is a data file; everything else is read as a published report."""
    return path.suffix.lower() in (".yaml", ".yml", "") or not is_regular(path)


def read_datafile(path: FilePath) -> Parsed:
    """Plain data and places of a data file. InputError says why it cannot be read."""
    return parse_datafile(read_file(path, DATA_FILE), str(path))


def parse_datafile(data: bytes, name: str) -> Parsed:
    """Plain data and places of the bytes of a data file. InputError says what they are else."""
    # a report given instead of its data file: say so, rather than that YAML does not parse
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise InputError(
            say("{path}: 这是 Word、Excel 或 PDF 文件，不是数据文件（.yaml）", path=name)
        )
    parsed = parse_yaml(decode_text(data, name), name)
    if parsed.data is None:
        raise InputError(say("{path}: 文件是空的，可用 gkdraft new 新建一份", path=name))
    return parsed


class Identity(NamedTuple):
    """Whose data file it is and of which year, as it is written there; empty where nothing is."""

    year: str
    agency: str


def identify_datafile(path: FilePath) -> Identity | None:
    """What a file says of itself, read no further than that; None if it is no data file.

    InputError if it cannot be read.
    """
    name = str(path)
    data = read_file(path, DATA_FILE)
    keys = parse_keys(decode_text(data, name), name, ("年度", "机关"))
    if "年度" not in keys:
        return None
    year, agency = keys["年度"], look_up(keys, ("机关", "名称"))
    return Identity(*(value if isinstance(value, str) else "" for value in (year, agency)))


def read_head(parsed: Parsed) -> ReportHead:
    """Year and layout of a data file. InputError names the line."""
    data = parsed.data
    if not isinstance(data, dict):
        # 年度：2026, and nothing that YAML takes for a key
        if told := explain_wide_key(data):
            raise InputError(say("{name}:{line}: {told}", name=parsed.name, line=1, told=told))
        raise InputError(
            say("{name}: 不是数据文件，应当由“键: 值”组成，如“年度: 2026”", name=parsed.name)
        )
    version = data.get("版本")
    if isinstance(version, str) and version.strip() != str(VERSION):
        where = parsed.places["版本",]
        raise InputError(
            say(
                "{where}: 数据文件的版本是“{version}”，本程序只读版本 {VERSION}，请更新 gkdraft",
                where=where,
                version=version,
                VERSION=VERSION,
            )
        )
    year = _read_year(data.get("年度"), parsed)
    layout = data.get("格式")
    if layout is None or layout == "":
        return ReportHead(year, "", parsed.places["年度",])
    if not isinstance(layout, str):
        raise InputError(say('{places}: 格式应写名称，如 "2021"', places=parsed.places["格式",]))
    return ReportHead(year, layout.strip(), parsed.places["格式",])


def _read_year(year: object, parsed: Parsed) -> int:
    if year is None:
        raise InputError(say("{name}: 缺少“年度”，请加一行“年度: 2026”", name=parsed.name))
    try:
        number = scalars.read_count(year) if isinstance(year, str) else 0
    except ValueError:
        number = 0
    if not EARLIEST <= number <= LATEST:
        raise InputError(say("{places}: 年度应为四位年份，如 2026", places=parsed.places["年度",]))
    return number


def find_templates(parsed: Parsed, path: FilePath) -> FilePath | None:
    """The folder of templates a data file names: beside it or below, nowhere else."""
    if not isinstance(parsed.data, dict):
        return None
    name = parsed.data.get("模板")
    if not isinstance(name, str) or not name.strip():
        return None
    where = parsed.places["模板",]
    folder = path.parent / name.strip()
    try:
        real, home = folder.resolve(), path.parent.resolve()
        found = folder.is_dir()
    except (OSError, RuntimeError, ValueError):
        raise InputError(say("{where}: 模板不是一个文件夹的名称", where=where)) from None
    # a data file somebody sent must not reach the folders of this computer
    if not real.is_relative_to(home) or real == home:
        raise InputError(say("{where}: 模板应是数据文件旁边的一个文件夹，不能在别处", where=where))
    if not found:
        raise InputError(
            say("{where}: 数据文件旁边没有“{word}”这个模板文件夹", where=where, word=name.strip())
        )
    return folder


def change_bytes(
    raw: bytes, name: str, changes: Changes, held: Parsed | None = None
) -> tuple[bytes, Parsed]:
    """A file's bytes with these values set, and what they hold.

    Comments, encoding and ends of lines stay. Who knows what the file holds may have one entry
    of it changed and read again by itself; its places are not told then.

    InputError if a value has no place, or what would be written could not be read again.
    """
    text = decode_text(raw, name)
    plain = text.replace("\r\n", "\n")
    found = change_part(plain, held, changes) if held else None
    made = found[0] if found else change_values(plain, name, changes)
    if "\r\n" in text:
        made = made.replace("\n", "\r\n")
    return made.encode(detect_encoding(raw)), found[1] if found else parse_yaml(made, name)


def add_first_line(data: bytes, line: str) -> bytes:
    """A file's bytes with one more line on top, in the encoding the file has."""
    if data.startswith(codecs.BOM_UTF8):
        return codecs.BOM_UTF8 + line.encode() + data[len(codecs.BOM_UTF8) :]
    # Windows editors save UTF-16; a line of UTF-8 on top would make the file unreadable
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return (line + data.decode("utf-16")).encode("utf-16")
    return line.encode() + data
