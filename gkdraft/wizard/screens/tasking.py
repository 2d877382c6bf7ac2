"""Tasking 要点任务: the list of tasks, and the page on which one is told of."""

from gkdraft.messages import _
from gkdraft.wizard.answers.session import Action, Answer, AnswerAlike, Back, Later
from gkdraft.wizard.file.sitting import Sitting, spell_finding
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.questions.tasks import TASKS
from gkdraft.wizard.screens import task_list
from gkdraft.wizard.screens.aspecting import DONE, AspectPages
from gkdraft.wizard.screens.keys import NEXT_PART, PART_BEFORE, UNDO
from gkdraft.wizard.screens.pages import Pages
from gkdraft.wizard.screens.prompts import Key, Terminal
from gkdraft.wizard.screens.questions import QuestionPages, is_undo
from gkdraft.wizard.screens.task_list import Row

ASPECTS = Row("aspects")


class TaskPages(Pages):
    """The tasks of a sitting."""

    def __init__(self, sitting: Sitting, terminal: Terminal, questions: QuestionPages) -> None:
        super().__init__(sitting, terminal)
        self.questions = questions
        self.aspects = AspectPages(sitting, terminal)

    def run(self, start: Question | None = None) -> Key | None:
        """The list until the person leaves it, beginning at a question if one is given; None if
        they went through it.
        """
        cursor, left = self.find_open(), None
        if start:
            cursor = Row("task", start.record or start.path[:-1])
            left = self.tell(cursor, start)
        while left is None:
            chosen = self.choose_row(cursor)
            if chosen == DONE:
                return None
            if chosen == ASPECTS:
                left = self.aspects.run()
                is_open = task_list.list_unplaced(self.sitting.session)
                cursor = ASPECTS if is_open else DONE
            elif isinstance(chosen, Row):
                before = self.sitting.session.data
                left = self.tell(chosen)
                is_told = self.sitting.session.data != before
                # where nothing was written the cursor stays
                cursor = self.find_open(chosen) if is_told else chosen
            elif is_undo(chosen):
                cursor = self.undo(cursor)
            elif chosen.name.isdigit():
                cursor = self.record_state(chosen)
            else:
                left = chosen
        return left

    def choose_row(self, cursor: Row) -> Row | Key:
        """The list, and the line that is chosen on it; a Key has the number of its line."""
        self.sitting.refresh()
        session = self.sitting.session
        width, _height = self.terminal.size
        done, whole = task_list.count_done(session)
        states = self._list_options()
        told = "　".join(f"{number} {state}" for number, state in enumerate(states, 1))
        keys_told = _("{}（在【组名】上记全组）　回车 写情况")
        self.show([
            _("要点任务　答完 {done}/{whole}").format(done=done, whole=whole),
            keys_told.format(told),
        ])  # fmt: skip
        rows = task_list.list_rows(session, width)
        end = [(_("看完了，核对这一部分"), DONE)]
        if unplaced := task_list.list_unplaced(session):
            told = _("方面没有定的 {count} 项，放在一起定").format(count=len(unplaced))
            end.insert(0, (told, ASPECTS))
        keys = [UNDO, *map(str, range(1, len(states) + 1))]
        return self.terminal.choose([*rows, *end], cursor, _explain_list(), None, keys)

    def _list_options(self) -> tuple[str, ...]:
        """The states a task can have."""
        for question in self.sitting.session.questions.values():
            if question.record and question.path[-1] == "状态":
                return question.options
        return ()

    def find_open(self, after: Row | None = None) -> Row:
        """The next task of which something is missing; the end of the list if there is none."""
        session = self.sitting.session
        rows = [row for _line, row in task_list.list_rows(session, 80) if row]
        behind = rows[rows.index(after) + 1 :] if after in rows else rows
        candidates = [after, *behind] if after in rows else behind
        return next((r for r in candidates if r and not task_list.is_done(session, r)), DONE)

    def undo(self, cursor: Row) -> Row:
        """The last step is taken back; the line it was about."""
        place = self.sitting.undone if self.sitting.undo() else None
        if place is None or place[:1] != (TASKS,):
            return cursor
        question = self.sitting.session.questions.get(place)
        if question and question.record:
            return Row("task", question.record)
        return Row("group" if len(place) > 4 else "notice", place[:-1])

    def record_state(self, key: Key) -> Row:
        """A state for the line at which its number was pressed, where the cursor stays."""
        session = self.sitting.session
        width, _height = self.terminal.size
        rows = [row for _line, row in task_list.list_rows(session, width)]
        row = rows[key.at] if key.at < len(rows) else DONE
        asked = task_list.list_states(session, row) if row else []
        if row is None or not asked:
            self.sitting.said = _("光标移到一项任务或组名上，再按编号")
            return row or DONE
        state = self._list_options()[int(key.name) - 1]
        action = AnswerAlike(state, tuple(question.path for question in asked))
        if self.confirm(row, asked, action):
            self.sitting.act(action)
        return row

    def confirm(self, row: Row, asked: list[Question], action: AnswerAlike) -> bool:
        """Whether it is meant, where a whole group gets one state or the rules doubt it."""
        said = [spell_finding(finding) for finding in self.sitting.judge(action)]
        if row.kind == "task" and not said:
            return True
        session = self.sitting.session
        told = [str(value) for q in asked if (value := session.find_value(q))]
        others = sorted(set(told) - {action.text})
        head = _("全组 {count} 项都记为“{state}”").format(count=len(asked), state=action.text)
        if others:
            head += _("（其中 {count} 项原来是 {states}）").format(
                count=sum(text != action.text for text in told), states="、".join(others)
            )
        self.terminal.show([head, *said, ""] if row.kind == "group" else [*said, ""])
        with self.terminal.surprise():
            return self.terminal.choose([(_("就这样"), True), (_("不改"), False)], False) is True

    def tell(self, row: Row, question: Question | None = None) -> Key | None:
        """The parts of a line one after the other; the Key with which the person left for another
        page.
        """
        asked = question or self._find_first(row)
        if asked is None:
            self.sitting.said = _("这里没有要写的")
        while asked is not None:
            self.sitting.jump(asked.path)
            found = self.questions.ask(asked)
            if isinstance(found, Back):
                break
            if not isinstance(found, Key):
                asked = self.act(row, asked, found)
            elif found.name in (NEXT_PART, PART_BEFORE):
                asked = self.move(row, asked, found)
            elif is_undo(found):
                self.questions.undo()
                asked = self.sitting.session.question
            else:
                self.say_lost(found.text)
                return found
        self.sitting.jump(None)
        return None

    def _find_first(self, row: Row) -> Question | None:
        """What is missing of a line; else of a task what was done, of others the first part."""
        session = self.sitting.session
        parts = task_list.list_parts(session, row)
        told = [part for part in parts if part.path[-1] == "落实情况"]
        return next(filter(session.is_missing, parts), next(iter((*told, *parts)), None))

    def act(self, row: Row, asked: Question, action: Action) -> Question | None:
        """Takes an answer; the part that is asked then: the same if it could not be taken, what is
        missing behind it, behind one that was passed over the next one.
        """
        if not self.sitting.act(action):
            return self.sitting.session.questions.get(asked.path)
        session = self.sitting.session
        behind = self._list_behind(row, asked)
        if not isinstance(action, Later):
            behind = [part for part in behind if session.is_missing(part)]
        return behind[0] if behind else None

    def move(self, row: Row, asked: Question, key: Key) -> Question | None:
        """To the part before or behind; what was typed is taken first. What is doubtful of it is
        told at the end of the block: the part behind may tell what is missed.
        """
        if typed := key.text.strip():
            wrong = self.questions.check(asked, typed)
            if wrong or not self.sitting.act(Answer(typed)):
                self.sitting.said, self.sitting.unsaved = wrong or self.sitting.said, typed
                return self.sitting.session.questions.get(asked.path)
        behind = self._list_behind(row, asked, -1 if key.name == PART_BEFORE else 1)
        return behind[0] if behind else asked

    def _list_behind(self, row: Row, asked: Question, steps: int = 1) -> list[Question]:
        """The parts of a line that follow one, or with -1 that precede it, the nearest first."""
        parts = task_list.list_parts(self.sitting.session, row)[::steps]
        paths = [part.path for part in parts]
        return parts[paths.index(asked.path) + 1 :] if asked.path in paths else []


def _explain_list() -> str:
    return "\n".join((
        _("状态按编号就记下，不用回车；在【组名】上按编号，全组同样回答，先问一声。"),
        _("在【组名】上回车，写本组的一句话，由它交代组里没有单独写的各项。"),
        _("在一项任务上回车，写落实情况；Tab 到数据、依据、写法、方面，Esc 回清单。"),
    ))  # fmt: skip
