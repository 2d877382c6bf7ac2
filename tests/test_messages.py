"""Chinese by default, English on request: the catalogue is whole, compiled, and used."""

import copy
import gettext
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import messages
import pytest
from babel.messages.mofile import read_mo

from gkdraft import messages as spoken
from gkdraft.base.columns import display_width
from gkdraft.cli import main
from helpers.commands import new, run
from helpers.terminal import Tty

_FIELDS = re.compile(r"\{(\w*)\}")


@pytest.fixture(autouse=True)
def chinese_again() -> Any:
    yield
    spoken.use_language("zh")


def test_every_message_has_its_english() -> None:
    catalogue = messages.catalogue()
    assert [m.id for m in catalogue if m.id and not m.string] == []
    known = messages.read_po(io.BytesIO((messages.FOLDER / "gkdraft.po").read_bytes()))
    assert {m.id for m in known if m.id} == set(messages.messages()), "run make messages"


def test_the_compiled_catalogue_holds_the_texts() -> None:
    with (messages.FOLDER / "gkdraft.mo").open("rb") as file:
        compiled = {m.id: m.string for m in read_mo(file) if m.id}
    texts = {m.id: m.string for m in messages.catalogue() if m.id}
    assert compiled == texts, "run make messages"


def test_the_catalogue_names_no_version_of_the_program_that_compiled_it() -> None:
    header = gettext.GNUTranslations(io.BytesIO(messages.compiled(messages.catalogue()))).info()
    assert set(header) == {"language", "content-type"}


def test_an_english_message_has_the_fields_of_the_chinese() -> None:
    for message in messages.catalogue():
        fields = [
            sorted(_FIELDS.findall(re.sub("{{|}}", "", str(text))))
            for text in (message.id, message.string)
        ]
        assert fields[0] == fields[1]


def test_the_language_comes_from_the_option_or_the_environment(
    capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.setenv("GKDRAFT_LANG", "en")
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "Usage:" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--lang", "zh", "--help"])
    assert "用法：" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("GKDRAFT_LANG")
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "用法：" in capsys.readouterr().out


def test_the_wizard_speaks_english_where_it_speaks_itself(tmp_path: Path) -> None:
    tty = Tty(new(tmp_path), GKDRAFT_LANG="en")
    screen = tty.wait("Leave")
    assert "Answered 2/" in screen
    assert "(arrows or key, Enter chooses, ? help)" in screen
    screen = tty.turn("2\r", "question 1 of ")
    assert "Esc back" in screen
    assert "空着" not in screen
    tty.kill()


@pytest.mark.parametrize("verb", ["new", "build", "schema"])
def test_help_is_wrapped_by_the_width_of_its_characters(verb: str) -> None:
    done = run(verb, "--help", COLUMNS="60")
    options = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    assert max(map(display_width, options)) <= 60


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check"]])
def test_what_does_not_ask_does_not_load_the_terminal_library(
    arguments: list[str], tmp_path: Path
) -> None:
    if arguments == ["check"]:
        arguments = ["check", str(new(tmp_path))]
    code = (
        "import sys\nfrom gkdraft.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "sys.exit(any(m.split('.')[0] in ('questionary', 'prompt_toolkit') for m in sys.modules))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


FAULTY = """年度: 2026
机关: {名称: 甲, 层级: 乙级, 简名: 丙}
联系: {邮编: 12, 电话: abc}
申请情况: {本年新收: [1, 2], 上年结转: 3, 予以公开: {自然人: x, 商业企业: -1}}
复议诉讼: {行政复议: [1, 1, 1, 1, 9]}
总体情况: {主动公开: {数据: {主动公开信息总数: 5, 政府网站发布数: 9, 网站数: 1}}}
存在问题: 甲
要点: [{标题: 2020年要点, 组: [{任务: [{标题: 甲, 状态: 完成, 落实情况: 目前已办}]}]}]
其他事项: {其他: ['{{没有这个键}}'], 信息处理费: 0}
"""
WIDE = re.compile("[，。；：]")


def test_findings_and_faults_are_said_in_english(
    tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(FAULTY, encoding="utf-8")
    assert main(["--lang", "en", "check", "x.yaml"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) > 12
    quoted = re.compile("（[^（）]*）|\\([^()]*\\)|【[^】]*】|“[^”]*”")  # meanings, gaps, data
    assert [line for line in said if WIDE.search(quoted.sub("", line))] == []
    assert {"GK002", "GK004", "GK005", "GK104", "GK305", "GK403"} <= {
        line.split()[1] for line in said if line.startswith("x.yaml:")
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.yaml", b"\xd0\xcf\x11\xe0"),
        ("x.yaml", "年度：2026\n".encode()),
        ("x.yaml", "年度: 2026\n\t甲: 1\n".encode()),
        ("x.yaml", "年度: 1999\n".encode()),
        ("x.yaml", "年度: 2026\n格式: 甲\n".encode()),
        ("x.yaml", b""),
        ("x.docx", b"PK\x03\x04"),
        ("x.docx", b"{\\rtf1"),
        ("x.doc", b"\xd0\xcf\x11\xe0"),
        ("x.txt", "天气很好".encode()),
        ("x.html", b"<html></html>"),
    ],
)
def test_what_makes_it_impossible_to_go_on_is_said_in_english(
    name: str, content: bytes, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    assert main(["--lang", "en", "check", name]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert not WIDE.search(re.sub("“[^”]*”", "", error)), error


def test_a_copy_of_a_message_can_be_said_in_english_too() -> None:
    made = copy.deepcopy(spoken.say("第{number}项", number=3))
    spoken.use_language("en")
    assert (made, spoken.translate(made)) == ("第3项", "item 3")


def test_a_message_is_the_same_finding_in_either_language() -> None:
    made = spoken.say("{name}没有写", name=spoken.say("第{number}项", number=3))
    assert made == "第3项没有写"
    assert spoken.translate(made + "。") == "第3项没有写。"
    spoken.use_language("en")
    assert made == "第3项没有写"
    assert "item 3" in spoken.translate(spoken.say("{}", spoken.say("第{number}项", number=3)))
