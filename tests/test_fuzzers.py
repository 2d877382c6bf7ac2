"""The seeded fuzzers, a few dozen cases of each with fixed seeds; `make fuzz` runs many more."""

import pytest

from fuzz.promises import Case, Command, Run, call, judge_ending, judge_files, run_case
from fuzz.run_fuzz import KINDS, describe_offender, main, run_kind
from gkdraft.cli import checking
from gkdraft.render import saving

SEED = 1
COUNTS = {"yaml": 30, "documents": 15, "templates": 6, "arguments": 20, "wizard": 2, "keys": 1}
STEP = 5
"""Cases of one test: a failure names five of them, and the rest is still run."""

# as those of Hypothesis, which is how the run with the newest versions leaves them out
pytestmark = pytest.mark.hypothesis


def list_chunks() -> list[tuple[str, range]]:
    """The cases of each kind, a few at a time."""
    chunks = []
    for kind, count in COUNTS.items():
        for start in range(0, count, STEP):
            chunks.append((kind, range(start, min(start + STEP, count))))
    return chunks


@pytest.mark.parametrize(("kind", "numbers"), list_chunks(), ids=lambda value: str(value))
def test_whatever_is_given_the_promises_are_kept(kind: str, numbers: range) -> None:
    broken = [run for run in run_kind(kind, SEED, numbers) if run.broken]
    assert not broken, "\n".join(describe_offender(run, SEED) for run in broken)


def test_every_kind_has_a_few_cases_here() -> None:
    assert COUNTS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", ["yaml", "documents", "templates", "arguments", "wizard", "keys"])
def test_a_case_is_the_same_each_time_it_is_made(kind: str) -> None:
    assert KINDS[kind].make(7, 3) == KINDS[kind].make(7, 3)
    assert KINDS[kind].make(7, 3) != KINDS[kind].make(8, 3)


def test_a_broken_promise_is_seen() -> None:
    assert list(judge_ending(3, "gkdraft: GK999 …\n"))
    assert list(judge_ending(2, "one line\nanother\n"))
    assert list(judge_ending(2, ""))
    assert list(judge_ending("raised\nTraceback …\nKeyError: 1", ""))
    assert not list(judge_ending(2, "gkdraft: x.yaml: …\n"))
    command = Command(("build",), ("out.docx",), ("x.yaml",))
    before = {"x.yaml": b"a: 1\n", "draft.docx": b"PK"}
    for after in (
        {"x.yaml": b"a: [\n", "draft.docx": b"PK"},
        {"x.yaml": b"a: 1\n", "draft.docx": b"pk"},
        {"x.yaml": b"a: 1\n"},
        {**before, "other.docx": b""},
        {**before, ".gkdraft-0": b""},
        {**before, "scratch/tmp": b""},
    ):
        assert list(judge_files(before, after, command)), after
    assert list(judge_files(before, {**before, "out.docx": b"PK"}, command))
    command = Command(("build",), ("out.html",))
    assert not list(judge_files(before, {**before, "out.html": b"<p>"}, command))


def test_a_crash_is_told_with_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(options: object) -> int:
        raise KeyError("年度")

    monkeypatch.setattr(checking, "run_check", crash)
    run = run_case(Case("yaml 0", {"x.yaml": b""}, (Command(("check", "x.yaml")),)))
    assert run.statuses == {"3": 1}
    assert "KeyError: '年度'" in run.broken[0]


def test_an_answer_that_is_not_written_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "write_file", lambda path, data: None)
    assert any(run.broken for run in run_kind("wizard", SEED, range(3)))


def test_a_command_is_run_in_this_process() -> None:
    status, out, said = call(("rule", "GK101"))
    assert (status, said) == (0, "")
    assert "GK101" in out
    assert call(("rule",))[0] == 0
    assert call(("build",))[0] == 2


def test_the_runner_counts_and_tells_how_to_repeat(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "1", "--kind", "arguments", "--only", "3"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("seed 1\n")
    assert "1 cases, 0 with a broken promise" in told
    offender = describe_offender(Run("yaml 17", broken=["status 3"]), 5)
    assert "--seed 5 --kind yaml --only 17" in offender
