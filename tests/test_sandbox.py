"""Templates of a user: what raises, escapes or floods is one line with file and line."""

from pathlib import Path

import pytest

from gkdraft.errors import TemplateError
from gkdraft.pipeline import draft_report
from helpers.reports import JIANGLIN


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
