"""The pack of prepared templates: the same as reading them, and never older than they are."""

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
JIANGLIN = ROOT / "fixtures/jianglin-2026/2026.yaml"
FILES = [JIANGLIN, *sorted((ROOT / "fixtures").glob("*.yaml"))]
MAKE_FINAL = 'from gkdraft.cli.packing import build_pack; build_pack("")'


def call(place: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Python with the program that lies in a folder, and no other."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=place,
        env={**environment, "PYTHONPATH": str(place)},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def build(place: Path, source: Path, suffix: str) -> bytes:
    """What `build` writes, and says, of a data file."""
    made = call(place, "-m", "gkdraft", "build", source, "-o", place / f"made{suffix}", "--force")
    assert made.returncode in (0, 1), made.stderr
    return (place / f"made{suffix}").read_bytes() + made.stdout.encode()


def build_all(place: Path, source: Path) -> dict[str, bytes]:
    """The files of every format that `build` writes of a data file."""
    folder = place / "made"
    folder.mkdir(exist_ok=True)
    made = call(place, "-m", "gkdraft", "build", source, "-o", folder, "--to", "docx,html,txt")
    assert made.returncode in (0, 1), made.stderr
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as a wheel lays it down, templates and pack inside the package."""
    place = tmp_path_factory.mktemp("installed")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "gkdraft", place / "gkdraft", ignore=ignored)
    shutil.copytree(ROOT / "templates", place / "gkdraft/templates")
    made = call(place, "-c", MAKE_FINAL)
    assert made.returncode == 0, made.stderr
    return place


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as developers have it, templates beside the package, with a fresh pack."""
    place = tmp_path_factory.mktemp("packed")
    shutil.copytree(ROOT / "gkdraft", place / "gkdraft")
    shutil.copytree(ROOT / "templates", place / "templates")
    made = call(place, "-m", "gkdraft.cli.packing")
    assert made.returncode == 0, made.stderr
    return place


@pytest.fixture
def checkout(packed: Path, tmp_path: Path) -> Path:
    """A copy of it, files with their times, to be changed."""
    return shutil.copytree(packed, tmp_path / "checkout")


def test_with_its_pack_the_program_writes_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(installed, tmp_path / "bare")
    shutil.rmtree(bare / "gkdraft/prepared")
    for source in FILES:
        assert build_all(installed, source) == build_all(bare, source)


def test_what_is_packed_is_not_read_again(installed: Path, tmp_path: Path) -> None:
    place = shutil.copytree(installed, tmp_path / "program")
    for pattern in ("checks/*.yaml", "forms/*.yaml", "layouts/*/*.yaml", "layouts/*/*.j2"):
        for path in (place / "gkdraft/templates").glob(pattern):
            path.write_text("{", encoding="utf-8")
    assert build(place, JIANGLIN, ".txt")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("templates/styles/gbt9704.yaml", "width: 210", "width: 211"),
        ("templates/layouts/2021/phrases.txt", "。", "！"),
        ("templates/word/app.xml", "<Application>", "<Application>x"),
    ],
)
def test_a_template_that_is_changed_in_a_checkout_is_read(
    checkout: Path, name: str, before: str, after: str
) -> None:
    first = build(checkout, JIANGLIN, ".docx")
    path = checkout / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert build(checkout, JIANGLIN, ".docx") != first


def test_a_layout_that_is_renamed_in_a_checkout_has_its_new_name(checkout: Path) -> None:
    (checkout / "templates/layouts/2019").rename(checkout / "templates/layouts/2020")
    listed = call(checkout, "-m", "gkdraft", "layouts").stdout
    assert "2020" in listed.split()
    assert "2019" not in listed.split()


def test_a_fault_of_a_shipped_template_has_its_file_and_line(checkout: Path) -> None:
    path = checkout / "templates/layouts/2021/facts.j2"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{{{{ nothing_here }}}}\n", encoding="utf-8")
    made = call(checkout, "-m", "gkdraft", "build", JIANGLIN, "-o", checkout / "made.docx")
    assert made.returncode == 2
    assert f"facts.j2:{len(text.splitlines()) + 2}: " in made.stderr


def test_the_pack_of_a_checkout_goes_with_it(checkout: Path) -> None:
    for path in (checkout / "templates/checks").iterdir():
        state = path.stat()
        path.write_text("x" * state.st_size, encoding="utf-8")
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert build(checkout, JIANGLIN, ".txt")  # not one of them is read


@pytest.mark.parametrize("kept", [0, 100, 200_000])
def test_a_broken_pack_is_no_harm(checkout: Path, kept: int) -> None:
    first = build(checkout, JIANGLIN, ".txt")
    pack = checkout / "prepared/pack.txt"
    pack.write_bytes(pack.read_bytes()[:kept])
    assert build(checkout, JIANGLIN, ".txt") == first


def test_a_users_own_templates_are_read_and_nothing_is_kept_of_them(
    installed: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own/styles"
    own.mkdir(parents=True)
    style = (ROOT / "templates/styles/gbt9704.yaml").read_text(encoding="utf-8")
    (own / "gbt9704.yaml").write_text(style.replace("width: 210", "width: 211"), encoding="utf-8")
    before = sorted(path for path in installed.rglob("*") if path.suffix != ".pyc")
    target = tmp_path / "made.docx"
    made = call(
        installed, "-m", "gkdraft", "build", JIANGLIN, "-o", target, "--templates", own.parent
    )
    assert made.returncode == 0, made.stderr
    target.unlink()
    assert sorted(path for path in installed.rglob("*") if path.suffix != ".pyc") == before


def test_the_program_runs_without_its_sources(installed: Path, tmp_path: Path) -> None:
    # as a frozen program has it: nothing may look for a .py of its own
    place = shutil.copytree(installed, tmp_path / "frozen")
    assert compileall.compile_dir(place / "gkdraft", quiet=1, legacy=True)
    for path in place.rglob("*.py"):
        path.unlink()
    assert build(place, JIANGLIN, ".txt").replace(bytes(place), b"") == build(
        installed, JIANGLIN, ".txt"
    ).replace(bytes(installed), b"")
    checked = call(place, "-m", "gkdraft", "check", JIANGLIN)
    assert checked.returncode == 0, checked.stderr
