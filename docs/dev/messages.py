"""Extracts what the program says, keeps the English catalogue up to date, compiles it.

`make messages`. Messages are the texts in _("…") and say("…"); in cli/arguments.py and
options.py every Chinese text, which the parser translates as it prints. tests/test_messages.py
fails on one without English.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent.parent / "gkdraft"
FOLDER = PACKAGE / "locale/en/LC_MESSAGES"
KEYWORDS = {"_": None, "say": None}
ARGUMENTS = tuple(
    PACKAGE / "cli" / name for name in ("arguments.py", "gathering_arguments.py", "options.py")
)
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


class _Catalogue(Catalog):
    """A catalogue whose header names no day and no version of Babel: the texts make the file."""

    mime_headers = (("Language", "en"), ("Content-Type", "text/plain; charset=utf-8"))


def messages() -> dict[str, None]:
    """Every message, in the order of the sources."""
    found: dict[str, None] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for _line, message, _comments, _context in extract_from_file("python", path, KEYWORDS):
            # {}: {} is the same in either language
            if isinstance(message, str) and _CHINESE.search(message):
                found[message] = None
    for path in ARGUMENTS:
        found.update(dict.fromkeys(_literals(path)))
    return found


def _literals(path: Path) -> Iterator[str]:
    """Chinese texts that argparse is given: help, descriptions, metavars."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Assign) and isinstance(call.value, ast.Constant):
            yield from _chinese(call.value.value)
        if isinstance(call, ast.Call) and _is_argument(call):
            values = [*call.args, *(keyword.value for keyword in call.keywords)]
            for value in values:
                yield from _chinese(value.value) if isinstance(value, ast.Constant) else ()


def _chinese(value: object) -> Iterator[str]:
    if isinstance(value, str) and _CHINESE.search(value):
        yield value


def _is_argument(call: ast.Call) -> bool:
    names = {keyword.arg for keyword in call.keywords}
    return bool(names & {"help", "usage"}) or getattr(call.func, "id", "") in (
        "add_verb",
        "add_format",
    )


def catalogue() -> Catalog:
    """The English catalogue with every message, new ones empty, old ones gone."""
    path = FOLDER / "gkdraft.po"
    old = read_po(io.BytesIO(path.read_bytes())) if path.exists() else Catalog()
    made = _Catalogue(locale="en", fuzzy=False)
    for message in messages():
        known = old.get(message)
        made.add(message, known.string if known else "")
    return made


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> None:
    catalog = catalogue()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "gkdraft.po").open("wb") as file:
        write_po(file, catalog, width=0, omit_header=True)
    (FOLDER / "gkdraft.mo").write_bytes(compiled(catalog))
    missing = [m.id for m in catalog if m.id and not m.string]
    print(f"{len(messages())} messages, {len(missing)} without English")
    print(*missing, sep="\n")


if __name__ == "__main__":
    main()
