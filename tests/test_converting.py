"""Old formats: a clear word, and LibreOffice only where a person asks for it."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gkdraft.cli import main
from gkdraft.layout.resources import Resources
from gkdraft.reading.documents import converting, read_document
from gkdraft.reading.published import read_published
from helpers.reports import drafted

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RTF = b"{\\rtf1\\ansi text}"
PAGE = "<html><body><p>云川县司法局2025年政府信息公开工作年度报告</p></body></html>".encode()


def refused(capsys: Any, *arguments: str) -> str:
    assert main(["read", *arguments]) == 2
    said = str(capsys.readouterr().err)
    assert said.count("\n") == 1
    return said


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("年报.doc", OLE, "旧格式"),
        ("年报.docx", OLE, "旧格式"),
        ("年报.wps", OLE, "旧格式"),
        ("年报.wps", "正文".encode(), "旧格式"),
        ("年报.ofd", b"PK\x03\x04" + bytes(26) + b"OFD.xml", "OFD 版式文件"),
        ("年报.zip", b"PK\x03\x04" + bytes(26) + b"OFD.xml", "OFD 版式文件"),
        ("年报.xls", OLE, "另存为 .xlsx"),
        ("年报.et", OLE, "另存为 .xlsx"),
        ("年报.doc", OLE + "Workbook\0".encode("utf-16-le"), "另存为 .xlsx"),
        ("年报.rtf", RTF, "RTF"),
    ],
)
def test_what_other_programs_wrote_is_named_with_a_remedy(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: Any
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    told = refused(capsys, str(path))
    assert said in told
    assert ".docx" in told or ".xlsx" in told
    # nothing is offered that is not there
    assert "--convert" not in told


def test_a_page_that_word_saved_as_a_doc_is_read(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "年报.doc"
    path.write_bytes(PAGE)
    assert main(["read", str(path)]) == 0
    assert "云川县司法局" in capsys.readouterr().out


def stub(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of the name of LibreOffice, and an old document."""
    program = tmp_path / "bin/soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    old = tmp_path / "年报.doc"
    old.write_bytes(OLE)
    return old


def test_where_libreoffice_is_it_is_offered_and_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    old = stub(tmp_path, f"touch {tmp_path}/started", monkeypatch)
    assert "也可以加 --convert 直接读" in refused(capsys, str(old))
    assert not (tmp_path / "started").exists()


def test_a_conversion_that_fails_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    old = stub(tmp_path, "exit 1", monkeypatch)
    assert "转换不了" in refused(capsys, "--convert", str(old))


def test_a_conversion_without_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(converting, "SECONDS", 1)
    old = stub(tmp_path, f"sleep 60 & echo $! > {tmp_path}/number; wait", monkeypatch)
    assert "还没有完" in refused(capsys, "--convert", str(old))
    number = (tmp_path / "number").read_text().strip()
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", number], capture_output=True, text=True, check=False
    )
    assert state.stdout.strip()[:1] in ("", "Z")


@pytest.mark.usefixtures("no_office")
def test_a_conversion_without_libreoffice_says_so(tmp_path: Path, capsys: Any) -> None:
    old = tmp_path / "年报.doc"
    old.write_bytes(OLE)
    assert "没有 LibreOffice" in refused(capsys, "--convert", str(old))


@pytest.mark.office
@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_an_old_report_reads_like_the_new_one(suffix: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (libreoffice-writer-nogui) to save other formats")
    new = tmp_path / "年报.docx"
    new.write_bytes(drafted().render(".docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "doc", new.name]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, check=True)
    old = (tmp_path / "年报.doc").rename(tmp_path / f"旧{suffix}")
    with converting.allow_conversion():
        found = read_published(old, Resources())
    whole = read_published(new, Resources())
    numbers = {key: figure.number for key, figure in found.figures.items()}
    assert numbers == {key: figure.number for key, figure in whole.figures.items()}
    assert found.contact == whole.contact
    assert any("LibreOffice" in remark for remark in found.remarks)


@pytest.mark.office
def test_an_old_workbook_reads_like_the_new_one(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (libreoffice-calc-nogui) to save other formats")
    book = openpyxl.Workbook()
    for line in (["项目", "数"], ["甲", 1.5], ["乙", "二"]):
        book.worksheets[0].append(line)
    new = tmp_path / "表.xlsx"
    book.save(new)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xls", new.name]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, check=True)
    old = tmp_path / "表.xls"
    if not old.is_file():
        pytest.skip("LibreOffice is here without its part for sheets")
    with converting.allow_conversion():
        found = read_document(old)
    assert list(found.lines()) == list(read_document(new).lines())
