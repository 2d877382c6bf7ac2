"""Hostile files: every kind in several sizes and forms, another set for another seed."""

import random
from collections.abc import Iterator

from fuzz import (
    hostile_docx,
    hostile_html,
    hostile_package,
    hostile_pdf,
    hostile_txt,
    hostile_xlsx,
    hostile_yaml,
)
from fuzz.hostile_file import (
    DATA_VERBS,
    DOCUMENT_VERBS,
    DRAFT_VERBS,
    SCALES,
    Draw,
    Hostile,
    Make,
)

LARGEST = 10 * 2**20
"""Bytes: what a mail carries."""
SAMPLED = 2
"""Which file of each kind of .docx is compared and pulled as well."""

KINDS: dict[str, Make] = {
    **hostile_docx.KINDS,
    **hostile_package.KINDS,
    **hostile_xlsx.KINDS,
    **hostile_html.KINDS,
    **hostile_txt.KINDS,
    **hostile_pdf.KINDS,
    **hostile_yaml.KINDS,
}


def list_hostile(seed: int, kind: str = "") -> Iterator[Hostile]:
    """The files of a seed, of one kind or of all whose name begins so."""
    for name in KINDS:
        if name.startswith(kind):
            yield from _list_kind(seed, name)


def _list_kind(seed: int, kind: str) -> Iterator[Hostile]:
    # a stream of numbers for each kind: a new kind leaves the files of the others as they are
    stream = random.Random(f"{seed} {kind}")
    shift = stream.randrange(7**8)
    suffix = kind.partition("-")[0]
    for number in range(len(SCALES)):
        data = KINDS[kind](Draw(stream, number, shift))
        if len(data) > LARGEST:
            raise ValueError(f"{kind} {number}: {len(data)} bytes are more than a mail carries")
        yield Hostile(kind, f"{kind}-{number}.{suffix}", data, _choose_verbs(suffix, number))


def _choose_verbs(suffix: str, number: int) -> tuple[str, ...]:
    if suffix == "yaml":
        return DATA_VERBS
    return DRAFT_VERBS if suffix == "docx" and number == SAMPLED else DOCUMENT_VERBS
