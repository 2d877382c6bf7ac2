"""Makes the files of word-checklist.md: `make check-word`."""

import sys
from pathlib import Path

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import compose, draft_report

ROOT = Path(__file__).parent.parent.parent
JIANGLIN = ROOT / "fixtures/jianglin-2026/2026.yaml"
TAICANG = ROOT / "fixtures/taicang-2021.yaml"


def full_page() -> bytes:
    """A report whose section five is plain Chinese text over several pages."""
    digits = "一二三四五六七八九十"
    text = "".join(digits[n % 10] for n in range(28 * 66))
    data = (
        f"年度: 2026\n机关: {{名称: 江临市人民政府}}\n存在问题:\n  - 问题: {text}\n    改进: 完\n"
    )
    return compose(parse_yaml(data, "full-page"), Resources()).render(".docx")


def long_title() -> bytes:
    text = JIANGLIN.read_text(encoding="utf-8")
    longer = text.replace("简称: 江临市", "简称: 江临市人力资源和社会保障局", 1)
    return compose(parse_yaml(longer, "long-title"), Resources()).render(".docx")


def untitled() -> bytes:
    return compose(parse_yaml("年度: 2026\n", "untitled"), Resources()).render(".docx")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "full-page.docx": full_page(),
        "jianglin.docx": draft_report(JIANGLIN).render(".docx"),
        "taicang.docx": draft_report(TAICANG).render(".docx"),
        "jianglin-final.docx": draft_report(JIANGLIN).render_final(".docx")[0],
        "taicang-draft.docx": draft_report(TAICANG).render(".docx", comments=True),
        "untitled.docx": untitled(),
        "long-title.docx": long_title(),
        "pull.yaml": JIANGLIN.read_bytes(),
        "pull.docx": draft_report(JIANGLIN).render(".docx"),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
