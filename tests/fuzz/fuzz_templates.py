"""A person's own templates with slips in them: specs, prose, lists, the Word parts."""

import random
from collections.abc import Iterator
from pathlib import Path

from fuzz.drafts import FIXTURES, ROOT, make_draft, read_original
from fuzz.fuzz_yaml import CHANGES
from fuzz.odd_texts import PLAIN, Change, change_bytes, change_lines, draw_odd, encode, insert
from fuzz.promises import Case, Command, draw_stream

TEMPLATES = ROOT / "templates"
FOLDER = "own"
TAGS = (
    "{{ report.agency.name }}", "{{ 1 / 0 }}", "{{ nothing }}", "{% if true %}", "{% endif %}",
    "{% for a in report.problems %}", "{% endfor %}", "{{ n }}", "{{", "}}", "{%", "%}", "{#",
    "#}", "{% include 'layouts/2021/problems.j2' %}", "{% set a = [] %}", "{{ '甲' * 1000 }}",
    "{% raw %}", "{{ report | tojson }}", "{{ [] | first }}", "{{ {} | max }}",
    "{{ 'x' | int(base=99) }}", "{{ loop.index }}", "{{ caller() }}", "{{ super() }}",
    "{% block a %}{% endblock %}", "{% do 1 %}", "{{ heading(1, '甲') }}", "{{ heading(9, '') }}",
    "{{ heading() }}", "{{ self }}", "{{ ''|e }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m }}",
    "{{ report.year + '年' }}", "{{ none + 1 }}", "{% import 'x' as y %}", "{{ '%d' % 'x' }}",
    "{{ '{}'.format() }}", "{% break %}", "\ue004", "{{ report.overview.aspects['没有'].lead }}",
    "{{ range(-1) | last }}", "{{ 'a'.encode() }}", "{{ dict(a=1) | dictsort(by='x') }}",
    "{{ 'x' | batch(0) | list }}", "{{ 1 | round('x') }}", "{{ [1, 'x'] | sort }}",
    "{{ [1] | sum(attribute='x') }}", "{{ 'x' | attr('y') }}", "{{ 2 ** -1 }}",
)  # fmt: skip


def list_templates(seed: int, count: int) -> Iterator[Case]:
    """So many cases of a seed."""
    for number in range(count):
        yield make_case(seed, number)


def make_case(seed: int, number: int) -> Case:
    """A folder of own templates, most often with one that was changed, and a data file."""
    stream = draw_stream("templates", seed, number)
    original = stream.choice(FIXTURES)
    text = read_original(original).decode()
    files = {
        "data.yaml": text.encode(),
        "draft.docx": make_draft(original, ".docx"),
        # what nobody changed is beside it: the layout counts as the person's own
        f"{FOLDER}/layouts/2021/layout.yaml": read_original(TEMPLATES / "layouts/2021/layout.yaml"),
    }
    for _ in range(stream.choice((1, 1, 1, 2, 5))):
        path = draw_template(stream)
        name = f"{FOLDER}/{path.relative_to(TEMPLATES)}"
        files[name] = change_template(stream, files.get(name) or read_original(path), path.suffix)
    return Case(f"templates {number}", files, tuple(draw_commands(stream)))


def draw_template(stream: random.Random) -> Path:
    """A built-in template; those of the layout in force more often."""
    found = [path for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    often = [path for path in found if "2008" not in path.parts and "2019" not in path.parts]
    return stream.choice(often if stream.random() < 0.8 else found)


def change_template(stream: random.Random, data: bytes, suffix: str) -> bytes:
    """A template with a few changes."""
    if stream.random() < 0.05:
        return change_bytes(stream, data)
    text = data.decode("utf-8", "replace")
    changes: tuple[Change, ...] = PLAIN
    if suffix == ".yaml":
        changes = stream.choice((CHANGES, CHANGES, PLAIN))
    elif suffix == ".j2":
        changes = (*PLAIN, add_tag, add_tag, add_tag, change_expression)
    elif suffix == ".csv":
        changes = (*PLAIN, change_cell, change_cell)
    return encode(stream, change_lines(stream, text, changes, 3))


def add_tag(stream: random.Random, lines: list[str]) -> None:
    """A tag somewhere in a line."""
    place = stream.randrange(len(lines))
    lines[place] = insert(stream, lines[place], stream.choice(TAGS))


def change_expression(stream: random.Random, lines: list[str]) -> None:
    """Another name, filter or number in an expression."""
    found = [number for number, line in enumerate(lines) if "{" in line]
    if not found:
        return
    place = stream.choice(found)
    words = lines[place].split(" ")
    number = stream.randrange(len(words))
    words[number] = stream.choice((*words, "report", "|", "not", "1", "[", ".", draw_odd(stream)))
    lines[place] = " ".join(words)


def change_cell(stream: random.Random, lines: list[str]) -> None:
    """Another value in a row, or one more or less."""
    place = stream.randrange(len(lines))
    cells = lines[place].split(",")
    number = stream.randrange(len(cells))
    cells[number : number + 1] = stream.choice(([draw_odd(stream)], [], [cells[number]] * 2))
    lines[place] = ",".join(cells)


def draw_commands(stream: random.Random) -> Iterator[Command]:
    """The check of the folder, and a verb that uses it."""
    own = ("--templates", FOLDER)
    if stream.random() < 0.4:
        yield Command(("layouts", "--check", FOLDER))
    usual = [
        Command(("build", "data.yaml", *own, "-o", "out.docx"), ("out.docx",)),
        Command(("build", "data.yaml", *own, "-o", "out.html"), ("out.html",)),
        Command(("build", "data.yaml", *own, "-o", "out.docx", "--draft"), ("out.docx",)),
        Command(("check", "data.yaml", *own, "--format", "docx", "-o", "c.docx"), ("c.docx",)),
        Command(("check", "data.yaml", *own, "--today", "2027-03-31")),
        Command(("ask", "data.yaml", *own, "-o", "ask.docx"), ("ask.docx",)),
        Command(("check", "draft.docx", *own)),
        Command(("read", "draft.docx", *own)),
        Command(("schema", *own)),
        Command(("pull", "draft.docx", "data.yaml", *own)),
        Command(("compare", "draft.docx", "data.yaml", *own)),
        Command(("new", "new.yaml", "--prior", "draft.docx", *own), ("new.yaml",)),
        Command(("build", "data.yaml", *own, "--onto", "draft.docx", "--dry-run")),
    ]
    yield from stream.sample(usual, 2)
