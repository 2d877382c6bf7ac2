"""Documentation that repeats code is made from it."""

import re
import runpy
from pathlib import Path

import pytest

from helpers.editing import Editor
from helpers.guide_onto import EDITED, make_example
from helpers.reports import ROOT
from helpers.revising import build

PAGES = runpy.run_path(str(ROOT / "docs/generate.py"))["pages"]()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    path = ROOT / "docs" / name
    assert path.read_text(encoding="utf-8") == PAGES[name], "run `make docs`"


def test_no_rule_page_is_left_over() -> None:
    pages = {f"rules/{path.name}" for path in (ROOT / "docs/rules").glob("*.md")}
    assert pages == {name for name in PAGES if name.startswith("rules/")}


def _links(text: str) -> list[str]:
    return [t for t in re.findall(r"\]\(([^)#]+)", text) if "://" not in t]


@pytest.mark.parametrize(
    "page", ["README.md", *[f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")]]
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    path = ROOT / page
    missing = [
        t for t in _links(path.read_text(encoding="utf-8")) if not (path.parent / t).exists()
    ]
    assert missing == []


def test_every_verb_and_option_is_in_the_user_guide() -> None:
    files = ("gkdraft/cli/arguments.py", "gkdraft/cli/options.py")
    source = "".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    guide = "".join(Path(p).read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md"))
    verbs = re.findall(r'_verb\(\s*verbs,\s*"(\w+)"', source)
    options = {o for o in re.findall(r'"(--[a-z]+)"', source) if o not in ("--help", "--version")}
    assert [v for v in verbs if f"gkdraft {v}" not in guide] == []
    assert [o for o in sorted(options) if o not in guide] == []


def test_the_guide_shows_what_new_really_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from gkdraft.cli import main

    guide = (ROOT / "docs/快速上手.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(gkdraft new .+?)\n```\n\n```\n(.+?)```", guide, re.DOTALL)
    command, shown = blocks[0]
    monkeypatch.chdir(tmp_path)
    arguments = [str(ROOT / a) if a.startswith("fixtures/") else a for a in command.split()[1:]]
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith(shown)


def test_the_guide_shows_what_pull_really_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from gkdraft.cli import main

    guide = (ROOT / "docs/改稿.md").read_text(encoding="utf-8")
    block = re.findall(r"```\ngkdraft pull [^\n]+\n```\n\n```\n(.+?)```", guide, re.DOTALL)[0]
    # what the editor left in the margin stands at the end
    changes, margin = block.split("9. 修订")
    monkeypatch.chdir(tmp_path)
    _, draft = build(tmp_path)
    editor = Editor(draft)
    editor.set_cell(2, 3, 0, "39")
    editor.set_cell(2, 3, 3, "8")
    editor.replace("公开政策文件143件，发布", "全年公开政策文件143件，同步发布")
    editor.replace("从申请方式看，网上提交402件、邮寄96件、当面提交49件。", "")
    editor.replace("年末现行有效规章9件", "年末现行有效规章10件")
    editor.replace("账号118个", "账号120个")
    editor.replace("截至年末正在调试", "年末已进入调试")
    editor.insert_after("举办培训", "建立季度会商机制，集中研究疑难申请。")
    editor.save(tmp_path / "改稿.docx")
    assert main(["pull", "改稿.docx", "2026.yaml"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(changes)
    consequences = margin[margin.index("写入有把握的各项后") : margin.index("共 11 项")]
    assert consequences in printed


def test_the_guide_shows_what_a_merge_really_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from gkdraft.cli import main

    guide = (ROOT / "docs/并入改稿.md").read_text(encoding="utf-8")
    shown, ending, refused = re.findall(r"```\n([^`]+)```", guide)[2:5]
    monkeypatch.chdir(tmp_path)
    make_example(tmp_path)
    words = ["build", "2026.yaml", "--onto", EDITED]
    assert main([*words, "--dry-run"]) == 1
    assert capsys.readouterr().out == shown
    assert main(words) == 1
    assert capsys.readouterr().out.endswith(ending)
    assert main(["build", "2026.yaml", "-o", EDITED]) == 2
    assert capsys.readouterr().err == refused
