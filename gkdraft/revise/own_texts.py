"""Own texts: where a sentence of the report stands in the data file word for word.

An editor's change inside 亮点, 落实情况 or a telephone number belongs there, and not beside it.
"""

from collections.abc import Iterator

from gkdraft.base.places import DataPath
from gkdraft.report.draft import Draft
from gkdraft.report.model import REFERENCE

# shorter texts stand in a sentence by chance
SHORTEST = 5
_ENDS = "。；，！？ \n"


def find_source(draft: Draft, before: str, after: str) -> tuple[DataPath, str] | None:
    """The text that holds all that changed between two wordings, with the change made in it.

    None where there is none, or more than one.
    """
    if not before:
        return None
    start, end, new = _find_difference(before, after)
    found = []
    for path, text in _list_own(draft):
        core = text.strip(_ENDS)
        at = before.find(core)
        if len(core) < SHORTEST or at < 0 or before.count(core) > 1:
            continue
        if at <= start and end <= at + len(core):
            changed = core[: start - at] + new + core[end - at :]
            found.append((path, text.replace(core, changed, 1)))
    return found[0] if len(found) == 1 else None


def _find_difference(before: str, after: str) -> tuple[int, int, str]:
    """The part of a text that changed, and what stands there now; references stay whole."""
    old, new = _list_atoms(before), _list_atoms(after)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first = len("".join(old[:start]))
    last = len("".join(old[: len(old) - end]))
    return first, last, "".join(new[start : len(new) - end])


def _list_atoms(text: str) -> list[str]:
    atoms: list[str] = []
    position = 0
    for match in REFERENCE.finditer(text):
        atoms += [*text[position : match.start()], match[0]]
        position = match.end()
    return [*atoms, *text[position:]]


def _list_own(draft: Draft) -> Iterator[tuple[DataPath, str]]:
    """The texts people wrote, their references spelt as in a passage."""
    for path, text in draft.printed_texts:
        yield path, REFERENCE.sub(lambda match: "{{" + match[1] + "}}", text)
