"""What the wizard reads of templates/, tried as a whole: `layouts --check` runs it."""

from collections.abc import Iterator

from gkdraft.errors import TemplateError
from gkdraft.layout import loading
from gkdraft.layout.layout import Layout
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.report.model import Report
from gkdraft.wizard.answers.problem_words import Words
from gkdraft.wizard.questions.questionnaire import Item, Questionnaires

QUESTIONNAIRES, PROBLEMS = "questionnaires.yaml", "problems.yaml"


def check_wizard_templates(resources: Resources) -> None:
    """Reads them. TemplateError for a fault, or for a question about what no layout knows."""
    loading.load_spec(Words, PROBLEMS, resources)
    asked = loading.load_spec(Questionnaires, QUESTIONNAIRES, resources)
    layouts = [loading.load_layout(name, resources) for name in resources.layouts()]
    for item in _items(asked):
        for key in (*item.must, *item.ask, *item.offer, *filter(None, [item.total])):
            if not any(_knows(layout, key) for layout in layouts):
                where = resources.shown(QUESTIONNAIRES)
                raise TemplateError(
                    say(
                        "{where}: “{title}”问的 {key} 哪种格式里都没有",
                        where=where,
                        title=item.title,
                        key=key,
                    )
                )


def _items(asked: Questionnaires) -> Iterator[Item]:
    yield from asked.opening.items
    for packets in asked.sets.values():
        for packet in packets:
            yield from packet.items


def _knows(layout: Layout, key: str) -> bool:
    """Whether a key is an indicator, a highlight, a figure of a form or a key of the envelope."""
    first, _, rest = key.partition(".")
    if first in {aspect.key for aspect in layout.aspects}:
        return (
            rest in ("亮点", "做法") or (first, rest.partition(".")[0]) in layout.indicator_by_key
        )
    if first in layout.form_by_key:
        return tuple(rest.split(".")) in layout.form_by_key[first].by_key
    return first in {field.alias for field in Report.model_fields.values()}
