"""Clean and faulty twins of the shared cases: each fault by its rule, the clean ones silent."""

from collections import Counter
from pathlib import Path

import pytest

from gkdraft.pipeline import open_report
from gkdraft.rules.findings import Severity
from helpers.reports import judge_years, shared

FAULTS = {
    "k01-fault.txt": "GK520",
    "k02-fault.txt": "GK102",
    "k02-fault.yaml": "GK101",
    "k05-fault.yaml": "GK504",
    "k07-fault.txt": "GK521",
    "k07-fault.yaml": "GK521",
    "k08-fault.txt": "GK512",
    "k08-fault.yaml": "GK512",
    "k10-fault.txt": "GK522",
    "k14-fault.txt": "GK310",
    "k14-fault.yaml": "GK310",
    "k16-fault.txt": "GK314",
    "k16-fault.yaml": "GK314",
    "k161-fault.yaml": "GK306",
    "k17-fault.txt": "GK314",
    "k17-fault.yaml": "GK306",
    "k22-fault.txt": "GK313",
    "k22-fault.yaml": "GK313",
    "k23-fault.txt": "GK510",
    "k23-fault.yaml": "GK510",
    "k231-fault.yaml": "GK004",
    "k25-fault.txt": "GK510",
    "k25-fault.yaml": "GK510",
    "k251-fault.txt": "GK510",
    "k26-fault.txt": "GK510",
    "k26-fault.yaml": "GK510",
    "k28-fault.txt": "GK511",
    "k28-fault.yaml": "GK511",
    "k281-fault.yaml": "GK404",
    "k31-fault.txt": "GK522",
    "k32-fault.txt": "GK513",
    "k32-fault.yaml": "GK513",
    "k35-fault.yaml": "GK306",
    "k37-fault.txt": "GK510",
    "k38-fault.txt": "GK507",
    "k38-fault.yaml": "GK507",
    "k52-fault.txt": "GK513",
    "k71-fault.txt": "GK521",
    "k71-fault.yaml": "GK521",
    "r1.txt": "GK312",
    "r1.yaml": "GK306",
    "r2.txt": "GK310",
    "r2.yaml": "GK307",
    "r3.yaml": "GK307",
    "r4.yaml": "GK305",
    "r5.txt": "GK312",
    "r5.yaml": "GK306",
    "r6.yaml": "GK204",
    "r7.yaml": "GK308",
}
# two faults each: both counts, section six and the name of section five, text and what it lacks
TWICE = {"k11-fault.txt": "GK522", "k13-fault.txt": "GK310", "k13-fault.yaml": "GK310"}
CONTRADICTED = (
    "分类公开数",
    "重点领域公开数",
    "解读形式分布",
    "申请渠道分布",
    "申请内容主题",
    "分地区部门件数",
    "申请人撤回件数",
    "规范性文件清理件数",
    "满意率",
    "整改问题",
)
# beside the fault: some files are a few characters too long, and k32 is a bureau with 规章
BESIDE = {"GK501", "GK308"}


def codes(name: str) -> Counter[str]:
    found = Counter(f.code for f in open_report(Path(shared(f"cases/rules/{name}"))).findings)
    return Counter({code: count for code, count in found.items() if code not in BESIDE})


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_line_of_its_rule_and_nothing_else(name: str) -> None:
    found = Counter(f.code for f in open_report(Path(shared(f"cases/rules/{name}"))).findings)
    assert found[FAULTS[name]] == 1
    assert set(found) <= {FAULTS[name], *BESIDE}


@pytest.mark.parametrize("name", TWICE)
def test_two_faults_are_two_lines(name: str) -> None:
    assert codes(name) == {TWICE[name]: 2}


@pytest.mark.parametrize("name", [n for n in FAULTS if n.startswith("k")])
def test_the_clean_twin_has_no_error_and_not_the_finding(name: str) -> None:
    clean = Path(shared("cases/rules")) / name.replace("fault", "clean")
    if not clean.exists():
        pytest.skip("has no clean twin")
    findings = open_report(clean).findings
    assert FAULTS[name] not in {finding.code for finding in findings}
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]


def test_two_files_of_neighbouring_years_are_two_years() -> None:
    names = ("k04-y1.txt", "k04-y2.txt")
    first, second = judge_years([open_report(Path(shared(f"cases/rules/{n}"))) for n in names])
    assert not [f for f in first.findings if f.code.startswith("GK2")]
    found = Counter(f.code for f in second.findings)
    assert (found["GK201"], found["GK202"], found["GK504"]) == (2, 2, 1)


def test_every_contradiction_that_nobody_looked_at_is_told() -> None:
    result = open_report(Path(shared("cases/prose/contradictions-unchecked.yaml")))
    told = "\n".join(f"{'.'.join(map(str, f.path))} {f.message}" for f in result.findings)
    assert [words for words in CONTRADICTED if words not in told] == []
