"""Every kind of .docx passes Microsoft's Open XML SDK (npm install in tests/ooxml)."""

import json
import subprocess
from pathlib import Path

import pytest

from gkdraft.pipeline import draft_report
from gkdraft.render.stripping import strip_package
from gkdraft.wizard.paper.compose import compose_paper
from gkdraft.wizard.paper.opening import open_paper, render_paper
from helpers.reports import JIANGLIN, ROOT, TAICANG, drafted, published_text

FIXTURES = ROOT / "fixtures"
BINARY = Path(__file__).parent / "ooxml/node_modules/.bin/ooxml-validator"

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not BINARY.exists(), reason="the validator is not installed: npm install in tests/ooxml"
    ),
]


def paper(path: Path, answered: bool = False) -> bytes:
    """The questions of a data file as .docx."""
    made, resources = open_paper(path, answered=answered)
    return render_paper(compose_paper(made), resources)


KINDS = {
    "complete": lambda: draft_report(JIANGLIN).render(".docx"),
    "gaps and notes": lambda: draft_report(TAICANG).render(".docx"),
    "layout of 2019": lambda: draft_report(FIXTURES / "pingtan-2020.yaml").render(".docx"),
    "blank cells of 2019": lambda: draft_report(FIXTURES / "shanghai-office-2019.yaml").render(
        ".docx"
    ),
    "free sections": lambda: draft_report(FIXTURES / "suzhou-2016.yaml").render(".docx"),
    "listed sections": lambda: draft_report(FIXTURES / "changzhou-2018.yaml").render(".docx"),
    "comments": lambda: draft_report(TAICANG).render(".docx", comments=True),
    "final": lambda: draft_report(JIANGLIN).render_final(".docx")[0],
    "bookmarks and a snapshot": lambda: draft_report(TAICANG).render(".docx", comments=True),
    "stripped of them": lambda: strip_package(draft_report(TAICANG).render(".docx", comments=True))[
        0
    ],
    "checklist": lambda: draft_report(JIANGLIN).render_checklist(),
    "checklist with findings": lambda: draft_report(TAICANG).render_checklist(),
    "checklist of 2018": lambda: draft_report(FIXTURES / "taicang-2018.yaml").render_checklist(),
    "checklist without a year": lambda: published_text(
        "一、总体情况\n政府信息公开年度报告按《政府信息公开条例》编制，统计期限为2021年1月1日至12月31日。"
    ).render_checklist(),
    "coverage": lambda: draft_report(JIANGLIN).render_coverage(".docx"),
    "coverage with gaps": lambda: drafted(
        {"要点.0.组.0.任务.0.状态": None, "要点.0.组.1.任务.0.落实情况": "{{没有}}件"}
    ).render_coverage(".docx"),
    "questionnaire": lambda: paper(JIANGLIN),
    "questionnaire with tables": lambda: paper(FIXTURES / "shanghai-office-2019.yaml"),
    "questionnaire of 2018": lambda: paper(FIXTURES / "taicang-2018.yaml"),
    "all answers": lambda: paper(JIANGLIN, answered=True),
    "nothing filled in": lambda: drafted(
        dict.fromkeys(
            ("机关", "申请情况", "主动公开", "复议诉讼", "总体情况", "存在问题", "要点", "上年")
        )
    ).render(".docx"),
    "long title": lambda: drafted({"机关.简称": "江临市人力资源和社会保障局" * 3}).render(".docx"),
    "odd characters": lambda: drafted({"机关.名称": "甲<&>\"'\u3000乙𠀀"}).render(".docx"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sdk_finds_no_error(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(KINDS[kind]())
    done = subprocess.run([str(BINARY), str(path)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []
