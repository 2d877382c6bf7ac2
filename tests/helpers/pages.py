"""Pages of the documentation that tell what was measured: held by tests, written by --accept."""

from pathlib import Path


def fill_part(page: str, begin: str, end: str, table: str) -> str:
    """The page with a table between its two marks."""
    head, _, rest = page.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{table}\n{end}{tail}"


def check_page(path: Path, begin: str, end: str, table: str, accept: bool) -> None:
    """Asserts that a page tells the numbers measured now; writes them with --accept."""
    page = path.read_text(encoding="utf-8")
    made = fill_part(page, begin, end, table)
    if accept:
        path.write_text(made, encoding="utf-8")
    assert page == made or accept
