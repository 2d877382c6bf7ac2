"""The document: whose report, how much is open, then part by part what is asked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gkdraft.base.places import DataPath
from gkdraft.prose.document import Block, Document, Grid, Heading, Note, Paragraph, Run, Title
from gkdraft.report.model_gathering import DIVISION
from gkdraft.wizard.paper.paper import Paper, count_missing
from gkdraft.wizard.paper.sheets import compose_sheet, explain_sheet
from gkdraft.wizard.paper.tables import Card, compose_questions, split_context
from gkdraft.wizard.questions.question import Question, QuestionBlock

QUESTIONS, ANSWERS = "填报问卷", "填报情况"
"""What the two kinds of paper are called in their titles."""


def compose_paper(paper: Paper) -> Document:
    """What is open, or all answers, as one document."""
    name, report = split_title(paper)
    title = Title((name, f"{report}{ANSWERS if paper.answered else QUESTIONS}"))
    parts = tuple(_Parts(paper).compose())
    blocks = (title, *_compose_opening(paper), *parts)
    author = paper.session.draft.report.agency.name or name
    return Document("".join(title.parts), author, paper.year, blocks)


def split_title(paper: Paper) -> tuple[str, str]:
    """The title of the report: whose it is, and of which year."""
    agency = paper.session.draft.report.agency
    name = agency.short or agency.name or "【待补充：机关名称】"
    return name, f"{paper.year}年{paper.session.book.layout.spec.title}"


def _compose_opening(paper: Paper) -> Iterator[Block]:
    """How much is missing; how the paper is read or filled in."""
    missing = "，".join(count_missing(paper).list_parts())
    yield Paragraph((Run(f"{missing}。"),))
    if paper.answered:
        yield _note("空着的、可以不填的题没有列出。")
    else:
        yield _note("没有发生的写 0，不知道的空着，有意不填的写“略”。小字是填报口径和上年的情况。")


@dataclass
class _Parts:
    """The parts of a paper, whose numbers go on from one to the next."""

    paper: Paper
    count: int = 0
    blocks: list[Block] = field(default_factory=list)

    def compose(self) -> list[Block]:
        for block in self.paper.session.blocks:
            if block.key == DIVISION:  # whom to ask is for who prints it to say
                continue
            printed = list(filter(self.paper.is_printed, block.questions))
            if printed:
                self._add_part(block, printed)
        return self.blocks

    def _add_part(self, block: QuestionBlock, printed: Sequence[Question]) -> None:
        """Heading and owner, the statutory table, then what must be answered and what may."""
        self.blocks.append(Heading(1, (Run(block.title),)))
        if block.to:
            self.blocks.append(_note(self._name_owner(block.to)))
        for question in printed:
            if question.kind == "sheet" and question.form:
                self.blocks += map(_note, explain_sheet(self.paper, question, question.form))
                self.blocks.append(compose_sheet(self.paper, question.form))
        cards = self._list_cards(block, [one for one in printed if one.kind != "sheet"])
        if not cards:
            return
        last = self.blocks[-1]
        if isinstance(last, Grid):  # two tables that touch are one to Word
            self.blocks.append(_note(f"{last.name}以外的题："))
        self.blocks.append(compose_questions(self.paper, block.title, cards, self.count + 1))
        self.count += len(cards)

    def _list_cards(self, block: QuestionBlock, questions: Sequence[Question]) -> list[Card]:
        """What must be answered first; what need not be is kept short."""
        cards = list_cards(questions)
        if self.paper.answered:
            return cards
        labels = Counter(question.label for question in block.questions)
        needed, offered = [], []
        for card in cards:
            if not all(question.optional for question in card.questions):
                needed.append(card)
            elif labels[card.questions[0].label] > 1:  # the same is asked of several tasks
                offered.append(replace(card, is_short=True, title=_name_thing(card)))
            else:
                offered += [Card((one,), is_short=True) for one in card.questions]
        return [*needed, *offered]

    def _name_owner(self, to: str) -> str:
        if self.paper.answered:
            return f"由{to}提供。"
        return f"请{to}填写。　　填写人：＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿＿"


def list_cards(questions: Sequence[Question]) -> list[Card]:
    """The questions on one entry of a list (a task, a problem) together, others one by one."""
    places: dict[DataPath, list[Question]] = {}
    for question in questions:
        above = question.path[:-1]
        is_entry = bool(above) and isinstance(above[-1], int)
        places.setdefault(above if is_entry else question.path, []).append(question)
    return [Card(tuple(asked), _join_context(place, asked)) for place, asked in places.items()]


def _join_context(place: DataPath, asked: Sequence[Question]) -> tuple[str, ...]:
    """What is told of an entry of a list, each line once, and not what is itself an answer."""
    if not isinstance(place[-1], int):
        return ()
    printed = {question.label for question in asked}
    lines = dict.fromkeys(line for question in asked for line in question.context)
    return tuple(line for line in lines if split_context(line)[0] not in printed)


def _name_thing(card: Card) -> str:
    """What the questions of a card are on: a task, a group of them, or a notice."""
    return card.questions[0].item or "".join(card.context[:1])


def _note(text: str) -> Note:
    return Note((Run(text),))
