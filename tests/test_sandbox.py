"""Templates of a user: what raises, escapes or wastes is one line with file and line."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fuzz.wasteful_templates import WASTEFUL
from gkdraft.base import apart
from gkdraft.base.package import unpack_parts
from gkdraft.errors import TemplateError
from gkdraft.layout import templates_apart
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import draft_report, sample
from helpers.commands import run
from helpers.reports import JIANGLIN, ROOT

DOCUMENT = (ROOT / "templates/word/document.xml.j2").read_text(encoding="utf-8")
PAGE = (ROOT / "templates/web/report.html.j2").read_text(encoding="utf-8")
SETTINGS = (ROOT / "templates/word/settings.xml").read_text(encoding="utf-8")


@pytest.fixture
def hurry(monkeypatch: Any) -> Iterator[None]:
    """Nobody waits for what is ended anyway; a loaded machine has read the template by then."""
    monkeypatch.setattr(templates_apart, "LIMITS", apart.Limits(seconds=1.5))
    return


def build(folder: Path, template: str, name: str = "layouts/2021/problems.j2") -> bytes:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(template, encoding="utf-8")
    return draft_report(JIANGLIN, folder).render(".docx")


DOUBLING = "{% set a = '甲' * 1 if false else '甲甲甲甲甲甲甲甲' %}" + "{% set a = a ~ a %}" * 60


@pytest.mark.parametrize(
    "template",
    [
        "{{ 1 / 0 }}",
        "{{ nothing }}",
        "{{ report.nothing.more }}",
        "{% for a in %}",
        "{% include 'nowhere.j2' %}",
        "{% include '../../../../etc/passwd' %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ report.__init__.__globals__ }}",
        "{{ n.__func__.__globals__ }}",
        "{{ 'a' * 10**9 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'a'.ljust(999999999) }}",
        "{{ 'a' | center(999999999) }}",
        "{{ range(10**12) | list }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{{ 'x' * 999 }}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        DOUBLING,
        "{% set a %}{{ 'x' }}{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
        "{{ report.agency.update({}) }}",
        "{{ report.overview.clear() }}",
        "{{ report.parse_raw('cposix\\nsystem\\n.', proto='pickle', allow_pickle=true) }}",
        "{{ report.parse_file('/etc/hostname') }}",
        "{{ report.model_dump_json(indent=10**8) }}",
        "{{ report.model_fields }}",
        "{{ range(300000000) | sum }}",
        "{{ range(300000000) | list | length }}",
        "{{ '{:>3000000000}'.format(1) | length }}",
        "{{ heading(0, '甲') }}",
        "{{ '\ue004x' }}",
        "{% set a = ['甲'] %}" + "{% set a = a + a %}" * 40,
    ],
)
def test_a_hostile_template_is_refused_in_one_line(template: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        build(tmp_path, template)
    message = str(caught.value)
    assert "\n" not in message.strip()
    assert "模板" in message or "passwd" in message


def test_the_line_of_the_fault_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"problems\.j2:3: "):
        build(tmp_path, "甲\n\n{{ 1 // 0 }}\n")


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("layouts/2021/layout.yaml", "title: 甲\n", "layout.yaml"),
        ("layouts/2021/layout.yaml", "title: [\n", "layout.yaml:"),
        ("forms/review.yaml", "key: 甲\nname: 乙\nwidths: [x]\nblocks: []\n", "review.yaml:3"),
        ("indicators.csv", "方面,键\n甲\n", "indicators.csv:2"),
        ("styles/gbt9704.yaml", "page: 1\n", "gbt9704.yaml"),
        ("layouts/2021/phrases.txt", "没有方面的句子\n", "phrases.txt:1"),
        ("layouts/2021/phrases.txt", "[主动公开]\n少一个[括号\n", "phrases.txt:2"),
        ("layouts/2021/preface.j2", "{% if %}", "preface.j2:1"),
        ("word/document.xml.j2", "{{ nothing }}", "document.xml.j2:1"),
        ("self-names.csv", "甲,乙\n丙,丁\n", "self-names.csv"),
        ("forms/review.yaml", "key: 甲\nname: 乙\nwidths: [1]\nblocks: []\n", "review.yaml:4"),
    ],
)
def test_a_faulty_template_file_is_named_with_its_line(
    name: str, content: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError) as caught:
        build(tmp_path, content, name)
    assert hint in str(caught.value)


def test_a_template_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="模板文件夹不存在"):
        draft_report(JIANGLIN, tmp_path / "无")


def test_what_a_users_folder_has_wins_and_the_rest_is_built_in(tmp_path: Path) -> None:
    build(tmp_path, "本单位没有问题。")
    text = draft_report(JIANGLIN, tmp_path).render(".txt").decode()
    assert (
        "五、存在的主要问题及改进情况\n本单位没有问题。\n六、其他需要报告的事项\n全年发出" in text
    )


def test_a_link_out_of_the_template_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("外面的文件", encoding="utf-8")
    folder = tmp_path / "own/layouts/2021"
    folder.mkdir(parents=True)
    (folder / "problems.j2").symlink_to(secret)
    assert "外面的文件" not in draft_report(JIANGLIN, tmp_path / "own").render(".txt").decode()


def test_users_templates_leave_no_compiled_code_behind(tmp_path: Path) -> None:
    build(tmp_path, "甲。")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["problems.j2"]


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize(
    "name",
    [
        "filter-upper", "filter-replace", "filter-sort", "filter-sum-start", "filter-map-upper",
        "operator-in-list", "operator-equal", "statement-for", "statement-macro-tree",
        "helper-tidy", "method-split", "c-call-equal", "c-call-hash",
    ],
)  # fmt: skip
def test_what_takes_too_long_is_ended_and_told_with_its_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"^\S+problems\.j2:\d+: 模板运行太久"):
        build(tmp_path, WASTEFUL[name])


@pytest.mark.parametrize("name", ["memory-held-list", "memory-sum-doubling", "filter-map-list"])
def test_what_takes_too_much_memory_is_ended_and_told_with_its_line(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError, match=r"problems\.j2:\d+: 模板占用内存太多"):
        build(tmp_path, WASTEFUL[name])


@pytest.mark.usefixtures("hurry")
def test_the_line_is_that_of_the_template_also_within_one_call_of_c(tmp_path: Path) -> None:
    wasteful = WASTEFUL["c-call-equal"]
    with pytest.raises(TemplateError, match=rf"problems\.j2:{wasteful.count(chr(10)) + 1}: "):
        build(tmp_path / "模板", wasteful)


@pytest.mark.usefixtures("hurry")
def test_of_an_included_template_its_own_line_is_told(tmp_path: Path) -> None:
    wasteful = "\n\n" + WASTEFUL["filter-upper"]
    place = tmp_path / "layouts/2021"
    place.mkdir(parents=True)
    (place / "part.j2").write_text(wasteful, encoding="utf-8")
    with pytest.raises(TemplateError, match=rf"part\.j2:{wasteful.count(chr(10)) + 1}: "):
        build(tmp_path, "{% include 'part.j2' %}")


def test_a_template_that_is_slow_on_the_real_data_only_is_ended(tmp_path: Path) -> None:
    is_real = "{% if report.agency.name == '江临市人民政府' %}"
    with pytest.raises(TemplateError, match="模板运行太久"):
        build(tmp_path, is_real + WASTEFUL["filter-lower"] + "{% endif %}")
    assert "2021" in list(sample(Resources(tmp_path)))


def test_after_a_template_was_ended_the_next_one_works(monkeypatch: Any, tmp_path: Path) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(templates_apart, "LIMITS", apart.Limits(seconds=0.5))
        with pytest.raises(TemplateError):
            build(tmp_path / "甲", WASTEFUL["filter-upper"])
    assert build(tmp_path / "乙", "甲。")


def test_built_in_templates_need_no_other_process(monkeypatch: Any) -> None:
    monkeypatch.setattr(apart, "_Worker", None)
    assert draft_report(JIANGLIN).render(".docx")


def test_templates_of_ones_own_write_what_the_same_built_in_ones_write(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "own")
    built_in, own = draft_report(JIANGLIN), draft_report(JIANGLIN, tmp_path / "own")
    for suffix in (".docx", ".html", ".txt"):
        assert own.render(suffix) == built_in.render(suffix)
    assert own.render(".docx", comments=True) == built_in.render(".docx", comments=True)


def test_bookmarks_of_an_own_document_have_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    own = DOCUMENT.replace("{{ name.id }}", "{{ number(name) }}")
    assert own != DOCUMENT
    (tmp_path / "word/document.xml.j2").write_text(own, encoding="utf-8")
    made = draft_report(JIANGLIN, tmp_path).render(".docx")
    parts = unpack_parts(made, "own.docx")
    shipped = unpack_parts(draft_report(JIANGLIN).render(".docx"), "shipped.docx")
    assert parts["word/document.xml"] == shipped["word/document.xml"]


def test_own_footers_may_tell_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    footer = (ROOT / "templates/word/footer.xml.j2").read_text(encoding="utf-8")
    own = footer.replace("</w:p>", "<w:r><w:t>{{ document.title }}</w:t></w:r></w:p>", 1)
    (tmp_path / "word/footer.xml.j2").write_text(own, encoding="utf-8")
    result = draft_report(JIANGLIN, tmp_path)
    parts = unpack_parts(result.render(".docx"), "own.docx")
    assert result.document.title in parts["word/footer1.xml"].decode()


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("word/document.xml.j2", DOCUMENT.replace("</w:body>", ""), 12),
        ("word/document.xml.j2", DOCUMENT.replace("<w:sectPr>", "&nbsp;<w:sectPr>"), 24),
        ("word/document.xml.j2", DOCUMENT + "{{ '<' }}<b>", 25),
        ("word/document.xml.j2", "", 1),
        ("word/document.xml.j2", DOCUMENT.replace("<w:body>", "<w:body>\x01"), 12),
        ("word/settings.xml", SETTINGS.replace("</w:settings>", ""), 2),
        ("web/report.html.j2", PAGE.replace("</h1>", ""), 33),
        ("web/report.html.j2", PAGE.replace("<body>", "<body><br>"), 29),
        ("web/report.html.j2", PAGE.replace("<body>", "<body>{{ '\\ud800' }}"), 29),
    ],
)
def test_what_is_no_xml_is_told_with_file_and_line(
    name: str, content: str, line: int, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    result = draft_report(JIANGLIN, tmp_path)
    with pytest.raises(TemplateError, match=rf"{path.name}:{line}: 模板写出"):
        result.render(".html" if "web" in name else ".docx")
    with pytest.raises(TemplateError, match=rf"{path.name}:\d+: 模板写出"):
        list(sample(Resources(tmp_path)))


@pytest.mark.parametrize("odd", ["\0", "\x0b", "{{ '\\ud800' }}", "{{ '\\uffff' }}"])
def test_what_no_file_may_hold_is_told_where_prose_writes_it(odd: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"problems\.j2:3: 模板写出了文件里不能有的字符 U\+"):
        build(tmp_path, f"甲。\n\n乙{odd}丙。\n")


def test_more_prose_than_any_report_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"problems\.j2:2: .*超过 200000 字"):
        build(tmp_path, "{% for i in range(90000) %}\n甲乙丙丁。{% endfor %}")


@pytest.mark.parametrize("name", ["a\0b", "a\\ud800b", "a\x1b[31m"])
def test_a_name_no_file_can_have_is_one_line(name: str, tmp_path: Path) -> None:
    place = tmp_path / "layouts/2021"
    place.mkdir(parents=True)
    (place / "problems.j2").write_text(f"甲\n{{% include '{name}.j2' %}}", encoding="utf-8")
    command = ["build", JIANGLIN, "--templates", tmp_path, "-o", tmp_path / "a.docx"]
    for arguments in (command, ["layouts", "--check", tmp_path]):
        done = run(*arguments)
        assert done.returncode == 2
        assert "problems.j2:2: 没有" in done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stderr.strip().isprintable()


def test_templates_that_a_data_file_names_are_bounded_as_well(tmp_path: Path) -> None:
    data = JIANGLIN.read_text(encoding="utf-8")
    (tmp_path / "2026.yaml").write_text(f"模板: 模板\n{data}", encoding="utf-8")
    place = tmp_path / "模板/layouts/2021"
    place.mkdir(parents=True)
    (place / "problems.j2").write_text(WASTEFUL["filter-upper"], encoding="utf-8")
    done = run("check", tmp_path / "2026.yaml")
    assert done.returncode == 2
    assert "problems.j2:3: 模板运行太久" in done.stderr
