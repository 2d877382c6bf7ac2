"""What the wizard's tests share: a session for a data file given as text, and its answers."""

from gkdraft.base.places import Plain
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.report import datafile
from gkdraft.wizard.answers.problem_words import Words
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.questionnaire import Questionnaires

RESOURCES = Resources()
QUESTIONNAIRES = loading.load_spec(Questionnaires, "questionnaires.yaml", RESOURCES)
WORDS = loading.load_spec(Words, "problems.yaml", RESOURCES)
TOWN = '年度: 2026\n格式: "2021"\n机关:\n  名称: 江临市城东镇人民政府\n  层级: 乡级政府\n'


def opened(text: str) -> Session:
    """A session for a data file."""
    parsed = parse_yaml(text, "x.yaml")
    layout = loading.choose_layout(datafile.read_head(parsed), RESOURCES)
    return Session(Book(layout, QUESTIONNAIRES), parsed.data)


def trimmed(data: Plain) -> Plain:
    """Data without the line end that closes a block of prose."""
    if isinstance(data, dict):
        return {key: trimmed(value) for key, value in data.items()}
    if isinstance(data, tuple):
        return tuple(trimmed(item) for item in data)
    return data.rstrip("\n") if data else data
