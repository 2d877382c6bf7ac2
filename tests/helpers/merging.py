"""A draft that an editor has while the data change: what is merged, and what then is printed."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from gkdraft.base.package import unpack_parts
from gkdraft.base.places import Plain, parse_path
from gkdraft.report import datafile
from gkdraft.revise.onto.building import OntoBuild, build_onto
from gkdraft.revise.pull import Pull
from gkdraft.revise.revision import Revision
from helpers.editing import MAIN, Editor
from helpers.reports import JIANGLIN
from helpers.revising import build, list_sentences


def hand_out(
    folder: Path, *changes: Callable[[Editor], None], source: Path = JIANGLIN
) -> tuple[Path, Path]:
    """A data file, and its draft as an editor has it by now."""
    data, draft = build(folder, source)
    editor = Editor(draft)
    for change in changes:
        change(editor)
    return data, editor.save(folder / "改稿.docx")


def set_data(data: Path, values: Mapping[str, Plain]) -> None:
    """Other values in a data file: dotted keys, list items counted from 1."""
    changes = {parse_path(key): value for key, value in values.items()}
    made, _ = datafile.change_bytes(data.read_bytes(), str(data), changes)
    data.write_bytes(made)


def set_figures(data: Path, figures: Mapping[str, str]) -> None:
    """Other figures, written wherever the file has them."""
    applier = Revision(data).reviser.open()
    applier.set_figures(figures)
    made, _ = datafile.change_bytes(data.read_bytes(), str(data), applier.changes)
    data.write_bytes(made)


def merge(data: Path, edited: Path, track: bool = False) -> OntoBuild:
    """The data's changes in the document, which is written."""
    made = build_onto(Revision(data).reviser, edited, track)
    made.save()
    return made


def pull(data: Path, edited: Path) -> Pull:
    return Revision(data).pull(edited)


def count_changes(pulled: Pull) -> Counter[tuple[str, str]]:
    """What a pull shows, without the words beside a change, which the data may have changed."""
    return Counter((change.kind, change.key or change.place) for change in pulled.changes)


def read_text(path: Path) -> str:
    return "".join(list_sentences(path))


def read_cells(data: Path, path: Path) -> dict[str, str]:
    """The cells of a document by their places: 表三 本年新收·总计."""
    return dict(pull(data, path).cells.values())


def read_main(path: Path) -> bytes:
    return unpack_parts(path.read_bytes(), path.name)[MAIN]
