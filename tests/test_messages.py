"""Chinese by default, English on request: the catalogue is whole, compiled, and used."""

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
        assert sorted(_FIELDS.findall(str(message.id))) == sorted(
            _FIELDS.findall(str(message.string))
        )


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
    assert "(arrow keys or the number, then Enter)" in screen
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
