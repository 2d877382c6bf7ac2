"""The command line: exit status, one line of Chinese for each kind of bad input."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.cli import main
from gkdraft.pipeline import draft_report
from helpers.commands import run
from helpers.reports import JIANGLIN, TAICANG, codes


def refused(capsys: Any, *arguments: object) -> str:
    """The one line a command that cannot go on prints."""
    assert main([str(a) for a in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("gkdraft: ")
    return str(err)


def test_a_clean_report_exits_0_and_says_what_next(tmp_path: Path, capsys: Any) -> None:
    assert main(["build", str(JIANGLIN), "-o", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    path = tmp_path / "江临市2026年政府信息公开工作年度报告（草稿）.docx"
    assert path.is_file()
    assert f"已生成：{path}" in out
    assert "没有发现问题" in out
    assert "下一步：" in out


def test_a_report_with_errors_is_built_and_exits_1(tmp_path: Path, capsys: Any) -> None:
    assert main(["build", str(TAICANG), "-o", str(tmp_path), "--to", "docx,html,txt"]) == 1
    assert len(list(tmp_path.iterdir())) == 3
    assert draft_report(TAICANG).review.summarise() in capsys.readouterr().out


def test_the_suffix_of_the_output_gives_the_format(tmp_path: Path) -> None:
    assert main(["build", str(JIANGLIN), "-o", str(tmp_path / "a.html")]) == 0
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_without_output_the_draft_lies_beside_the_data_file(report: Any) -> None:
    path = report(JIANGLIN.read_bytes())
    assert main(["build", str(path)]) == 0
    assert [p.suffix for p in sorted(path.parent.iterdir())] == [".yaml", ".docx"]


def test_check_lists_findings_like_a_compiler(capsys: Any) -> None:
    assert main(["check", str(TAICANG)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"核对结果：{draft_report(TAICANG).review.summarise()}。"
    assert all(line.startswith(str(TAICANG)) for line in lines[:-1])


def test_check_gives_json(capsys: Any) -> None:
    assert main(["check", str(TAICANG), "--format", "json"]) == 1
    (entry,) = json.loads(capsys.readouterr().out)
    assert [f["code"] for f in entry["findings"]] == codes(draft_report(TAICANG))


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"", "空的"),
        (b"# only a comment\n", "空的"),
        (b"\xff\xfe\x00\xd8\x00", "编码"),
        (b"PK\x03\x04" + b"\0" * 40, "不是数据文件"),
        (b"%PDF-1.7", "不是数据文件"),
        ("甲：乙\n".encode(), "写成 甲: 乙"),
        ("年度: 2026\n\t机关: 甲\n".encode(), "Tab"),
        ("年度: 2026\n机关：\n  名称: 甲\n".encode(), "全角冒号"),
        ("年度: 2026\n格式: '1999'\n".encode(), "没有名为"),
        ("年度: 1999\n".encode(), "年份"),
        ("年度: [2026]\n".encode(), "年份"),
        (b"\x00" * 100, "控制字符"),
        (b"a: " * 3_000_000, "4 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    content: bytes, hint: str, report: Any, capsys: Any
) -> None:
    path = report(content)
    message = refused(capsys, "build", path)
    assert hint in message
    assert str(path) in message
    assert list(path.parent.iterdir()) == [path]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path, capsys: Any) -> None:
    assert "没有这个文件" in refused(capsys, "check", tmp_path / "无.yaml")
    assert "这是文件夹" in refused(capsys, "check", tmp_path)


def test_gb18030_and_a_byte_order_mark_are_read(report: Any) -> None:
    text = JIANGLIN.read_text(encoding="utf-8")
    assert main(["check", str(report(text.encode("gb18030")))]) == 0
    assert main(["check", str(report(text.encode("utf-8-sig")))]) == 0


@pytest.mark.parametrize("target", ["a.pdf", "a.yaml", "无/a.docx", "无/"])
def test_an_output_that_cannot_be_is_one_line(target: str, tmp_path: Path, capsys: Any) -> None:
    message = refused(capsys, "build", JIANGLIN, "-o", f"{tmp_path}/{target}")
    assert re.search("后缀应为|没有这个文件夹", message)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_one_line(capsys: Any) -> None:
    assert "--to pdf" in refused(capsys, "build", JIANGLIN, "--to", "pdf")


def test_an_edited_draft_is_not_overwritten(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"an editor's work")
    assert "--force" in refused(capsys, "build", JIANGLIN, "-o", path)
    assert path.read_bytes() == b"an editor's work"
    assert main(["build", str(JIANGLIN), "-o", str(path), "--force"]) == 0


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["build"], "缺少：数据文件"),
        (["ask", "a", "b"], "不认识的参数：b"),
        (["ask", "a", "b\nc"], "不认识的参数：b c"),
        (["check", "a", "--format", "xml"], "可选"),
        (["fly"], "可选"),
        (["build", "a", "-o"], "后面要跟一个值"),
    ],
)
def test_arguments_that_make_no_sense_are_one_chinese_line(
    arguments: list[str], hint: str, capsys: Any
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert hint in error
    assert error.count("\n") == 1
    assert "--help" in error


def test_nothing_asked_where_nobody_can_be_asked_is_answered_by_the_help() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run("--help").stdout


def test_the_wizard_without_a_file_and_without_a_terminal_is_one_line() -> None:
    done = run("wizard")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "gkdraft new" in done.stderr


def test_rules_are_explained(capsys: Any) -> None:
    assert main(["rule"]) == 0
    assert "GK104 错误" in capsys.readouterr().out
    assert main(["rule", "gk101"]) == 0
    assert "国办公开办函〔2021〕30号" in capsys.readouterr().out
    assert "没有 GK998" in refused(capsys, "rule", "GK998")


def test_both_examples_fit_the_schema(capsys: Any) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in (JIANGLIN, TAICANG):
        data = parse_yaml(path.read_text(encoding="utf-8"), str(path)).data
        assert [e.message for e in validator.iter_errors(_as_lists(data))] == []


def _as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_lists(item) for key, item in value.items()}
    return [_as_lists(item) for item in value] if isinstance(value, tuple) else value


def test_the_schema_refuses_what_the_reader_refuses(capsys: Any) -> None:
    main(["schema"])
    validator = jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out))
    for wrong in ({"申请情况": {"本年新收": 12}}, {"机关": {"名字": "甲"}}, {"申请情行": 0}):
        assert not validator.is_valid({"年度": 2026, **wrong})


def test_the_schema_can_be_put_beside_a_data_file(report: Any) -> None:
    path = report(JIANGLIN.read_bytes())
    for _ in range(2):
        assert main(["schema", "--write", str(path)]) == 0
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines[0] == b"# yaml-language-server: $schema=gkdraft-2021.schema.json\n"
    assert b"".join(lines[1:]) == JIANGLIN.read_bytes()
    assert (path.parent / "gkdraft-2021.schema.json").is_file()


def loaded(*arguments: str) -> set[str]:
    """The top-level modules a command has loaded when it ends."""
    code = (
        "import sys\nfrom gkdraft.cli import main\n"
        f"try: main({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print('\\n' + ' '.join({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_version_and_help_load_the_standard_library_only(flag: str) -> None:
    bare = set(
        subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; print(*{m.partition('.')[0] for m in sys.modules})",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
    )
    assert loaded(flag) - bare <= {*sys.stdlib_module_names, "gkdraft"}


def test_check_loads_neither_python_docx_nor_questionary() -> None:
    assert not {"docx", "questionary", "prompt_toolkit"} & loaded("check", str(JIANGLIN))


@pytest.mark.parametrize(
    "environment", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_a_console_that_cannot_show_chinese_does_not_fail(environment: dict[str, str]) -> None:
    done = run("check", TAICANG, **environment)
    assert done.returncode == 1
    assert "GK001" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m gkdraft check {TAICANG} --format json | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_what_nobody_expected_is_one_line_and_a_report_file(capsys: Any, monkeypatch: Any) -> None:
    from gkdraft.cli import checking

    def fails(_options: object) -> int:
        raise ZeroDivisionError("甲")

    monkeypatch.setattr(checking, "run_check", fails)
    assert main(["check", "x"]) == 3
    message = capsys.readouterr().err
    assert "GK999" in message
    assert message.count("\n") == 1
    path = Path(message.split("请把 ")[1].split(" 发给")[0])
    assert "ZeroDivisionError" in path.read_text(encoding="utf-8")
    path.unlink()


def test_the_status_of_an_interrupt_is_ours_wherever_it_came() -> None:
    code = (
        "import sys\n"
        "from gkdraft import cli\n"
        "def run():\n"
        "    try: exec('raise KeyboardInterrupt')\n"
        "    except KeyboardInterrupt: return 130\n"
        "cli.main = run\n"
        "from gkdraft.__main__ import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 130
