"""A data file opened for a paper; the paper as .docx. The file is read, never written."""

from pathlib import Path as FilePath

from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.prose.document import Document
from gkdraft.render import RENDERERS
from gkdraft.report import datafile, intake
from gkdraft.wizard.answers.contents import Contents
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.paper.paper import Paper
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.questionnaire import Questionnaires

STYLE = "styles/questionnaire.yaml"


def open_paper(
    path: FilePath, templates: FilePath | None = None, answered: bool = False
) -> tuple[Paper, Resources]:
    """The paper of a data file, with the templates it is made of. GkdraftError if there is none."""
    parsed = datafile.read_datafile(path)
    resources = Resources(templates or datafile.find_templates(parsed, path))
    layout = loading.choose_layout(datafile.read_head(parsed), resources)
    asked = loading.load_spec(Questionnaires, "questionnaires.yaml", resources)
    session = Session(Contents(Book(layout, asked), parsed.data))
    draft = intake.read_draft(parsed.data, layout, parsed.repeated, parsed.slips)
    return Paper(session, draft.faults, answered), resources


def check_paper_templates(resources: Resources) -> None:
    """TemplateError for a fault in the typography of papers."""
    loading.load_spec(Typography, STYLE, resources)


def render_paper(document: Document, resources: Resources) -> bytes:
    """The bytes of a .docx, in a typography of its own."""
    style = loading.load_spec(Typography, STYLE, resources)
    return RENDERERS[".docx"](document, style, resources)
