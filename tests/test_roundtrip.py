"""Every report we build reads back equal, in every layout and format."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gkdraft.base.places import Locus
from gkdraft.base.yaml_reading import Parsed
from gkdraft.layout import loading
from gkdraft.layout.form import Form, FormCell
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import Result, compose
from gkdraft.prose.document import Grid
from gkdraft.reading.documents.html import read_html
from gkdraft.reading.documents.text import read_plain_text
from gkdraft.reading.documents.word import read_word
from gkdraft.reading.published import Catalogue, Published, interpret_report
from helpers.fuzzing import examples
from helpers.reports import plain

CATALOGUE = Catalogue.load(Resources())
READERS = {".docx": read_word, ".html": read_html, ".txt": read_plain_text}
SPECS = loading.load_specs(Resources())
TABLES = [name for name, spec in SPECS.items() if not spec.free]
PROSE = [name for name, spec in SPECS.items() if spec.free]


def written(cell: FormCell, chance: Random) -> str | None:
    """A figure as a person types it; now and then none."""
    count = chance.choice([0, 0, 1, 7, 12, chance.randrange(10**6)])
    kinds = {
        "count": str(count),
        "amount": str(Decimal(chance.randrange(10**8)).scaleb(-chance.randrange(5))),
        "change": chance.choice(["0", f"+{count}", f"-{count}"]),
        "price": f"{count}元",
    }
    return None if chance.random() < 0.05 else kinds[cell.kind]


def tree(form: Form, chance: Random, key: tuple[str, ...] = ()) -> Any:
    if key in form.by_key:
        return written(form.by_key[key], chance)
    names = dict.fromkeys(cell.key[len(key)] for cell in form.inputs(key))
    return {name: tree(form, chance, (*key, name)) for name in names}


def built(name: str, chance: Random) -> Result:
    layout = loading.load_layout(name, Resources())
    tables = {form.key: tree(form, chance) for form in layout.forms.values()}
    body = {"名称": "江临市人民政府", "简称": "江临市", "层级": "市级政府"}
    data = plain({"年度": SPECS[name].since, "机关": body, **tables})
    return compose(Parsed("年报.yaml", data, {("年度",): Locus("年报.yaml")}), Resources())


def read(result: Result, suffix: str) -> Published:
    return interpret_report(READERS[suffix](result.render(suffix), f"年报{suffix}"), CATALOGUE)


def printed(result: Result) -> Mapping[str, Any]:
    """The figures of the forms that stand in the report, by key."""
    completed = result.draft.figures.completed
    forms = tuple(f"{form.key}." for form in result.draft.layout.forms.values())
    keys = [
        run.key
        for block in result.document.blocks
        for run in (
            [cell for row in block.rows for cell in row]
            if isinstance(block, Grid)
            else getattr(block, "runs", ())
        )
    ]
    return {key: completed[key] for key in keys if key in completed and key.startswith(forms)}


SEEDS = st.integers(min_value=0, max_value=2**32)
WITHOUT_SHRINKING = settings(examples(5), phases=[Phase.explicit, Phase.generate])


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("name", TABLES)
@WITHOUT_SHRINKING
@given(seed=SEEDS)
def test_every_figure_of_a_built_report_reads_back(name: str, suffix: str, seed: int) -> None:
    result = built(name, Random(seed))
    report = read(result, suffix)
    found = {key: figure.number for key, figure in report.figures.items()}
    assert found == printed(result)
    assert {figure.confidence for figure in report.figures.values()} == {"原样"}
    assert (report.year, report.layout, report.short) == (SPECS[name].since, name, "江临市")
    assert {cell.reason for cell in report.unread} <= {"空白"}


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("name", PROSE)
@WITHOUT_SHRINKING
@given(seed=SEEDS)
def test_figures_in_prose_read_back_and_none_is_invented(name: str, suffix: str, seed: int) -> None:
    result = built(name, Random(seed))
    known = printed(result)
    report = read(result, suffix)
    found = {key: figure.number for key, figure in report.figures.items()}
    # a zero may be told in words, and 其他 alone does not say among what
    lost = {key: n for key, n in known.items() if n and found.get(key) != n}
    assert {key for key in lost if not key.endswith(".其他")} == set()
    completed = result.draft.figures.completed
    assert {key: n for key, n in found.items() if completed.get(key) != n} == {}
