"""What becomes of bookmarks around paragraphs, edit by edit: a measurement, no test.

python tests/office/anchors.py [data file]
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gkdraft.pipeline import draft_report
from helpers.anchors import Anchor, add_anchors, read_anchors
from helpers.office import edit
from helpers.reports import JIANGLIN
from office.edits import fixed_cases

WAYS = ("", "odt", "doc")


def main(path: Path) -> None:
    """Prints, for every edit and way, the bookmarks that are not as they were."""
    result = draft_report(path)
    cases = fixed_cases(result.document)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.docx"
        source.write_bytes(add_anchors(result.render(".docx")))
        before = read_anchors(source.read_bytes())
        jobs = []
        for number, case in enumerate(cases):
            for way in WAYS:
                target = str(Path(folder) / f"{number}{way}.docx")
                job = {"name": f"{case['name']} [{way or 'docx'}]", "ops": case["ops"], "via": way}
                jobs.append({**job, "source": str(source), "target": target})
        for job, done in zip(jobs, edit(jobs), strict=True):
            print(job["name"], done["error"])
            if not done["error"]:
                after = read_anchors(Path(job["target"]).read_bytes())
                for line in compare(before, after):
                    print("   ", line)


def compare(before: dict[str, Anchor], after: dict[str, Anchor]) -> Iterator[str]:
    """A line for each bookmark that does not cover what it covered."""
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            yield f"lost      {shorten(old.text)}"
        elif not new.text and old.text:
            yield f"ghost     {shorten(old.text)} now empty in paragraph {new.begins}"
        elif new.ends > new.begins:
            yield f"spreads   {shorten(old.text)} over {new.ends - new.begins + 1} paragraphs"
        elif new.text != old.text:
            kind = "grown" if old.text in new.text else "cut" if new.text in old.text else "changed"
            size = f"{len(old.text)} to {len(new.text)} characters"
            yield f"{kind:<9} {shorten(old.text)} {size}: {shorten(new.text)}…{new.text[-4:]}"


def shorten(text: str) -> str:
    """The first words of a text."""
    return text[:12]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else JIANGLIN)
