"""Tables of a published report: each form by the reader that finds most of it."""

from collections.abc import Sequence
from typing import NamedTuple

from gkdraft.reading.documents.flow import Flow, Table
from gkdraft.reading.published.catalogue import Catalogue
from gkdraft.reading.published.form_labels import FormLabels
from gkdraft.reading.published.ledger import Ledger
from gkdraft.reading.published.printed_lines import PrintoutReader
from gkdraft.reading.published.row_cells import Grid
from gkdraft.reading.published.ruled_tables import GridReader
from gkdraft.reading.published.running_text import DumpReader
from gkdraft.reading.published.text_strip import TextStrip


class FormReading(NamedTuple):
    """One form as read, how many of its rows were found, and labels of rows that are not its."""

    ledger: Ledger
    rows: int
    strange: tuple[str, ...] = ()


def read_tables(flow: Flow, catalogue: Catalogue, layout: str = "") -> list[FormReading]:
    """For every key the form whose rows are found best, with what was read by it.

    Not by the year: 螅镇 2022 and 洪泽 2023 print the forms of 2019 after 2021. Of two that fit as
    well, that of the layout.
    """
    strip = TextStrip.of(flow.blocks)
    marks = frozenset(catalogue.words.marks)
    grids = [Grid.of(block, marks) for block in flow.blocks if isinstance(block, Table)]
    best: dict[str, FormReading] = {}
    expected = catalogue.printed(layout)
    for labels in sorted(catalogue.labels, key=lambda labels: labels.form not in expected):
        reading = _read_form(flow, strip, grids, labels)
        known = best.get(labels.form.key)
        if reading.rows and (known is None or _rank_reading(reading) > _rank_reading(known)):
            best[labels.form.key] = reading
    order = dict.fromkeys(form.key for form in catalogue.forms.values())
    return [best[key] for key in order if key in best]


def _rank_reading(reading: FormReading) -> tuple[int, int]:
    return reading.rows, len(reading.ledger.figures)


def _read_form(
    flow: Flow, strip: TextStrip, grids: Sequence[Grid], labels: FormLabels
) -> FormReading:
    """Ruled tables first; where there is none of this form, running text, then printed lines."""
    tables = GridReader(labels)
    tables.read(grids)
    ruled = FormReading(tables.ledger, tables.found_rows, tuple(tables.strange))
    # 长春退役军人 2023, 湛江公安 2021: between bars without merges rows are found, no cell of them
    are_ruled = all(grid.merges for grid in grids)
    if ruled.rows and (ruled.ledger.figures or are_ruled):
        return ruled
    dumps = DumpReader(labels)
    dumps.read(strip)
    running = FormReading(dumps.ledger, dumps.found_rows)
    # 螅镇 2022, 雄县 2019: tables that are blank throughout are found, and that is all there is
    if running.rows or ruled.rows:
        more = len(running.ledger.figures) > len(ruled.ledger.figures)
        return running if more else ruled
    printouts = PrintoutReader(labels)
    printouts.read(flow.blocks)
    return FormReading(printouts.ledger, printouts.found_rows)
