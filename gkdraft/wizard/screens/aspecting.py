"""Aspecting 定方面: the tasks for which no aspect could be proposed, asked about together."""

from gkdraft.base.columns import cut_text
from gkdraft.messages import _
from gkdraft.wizard.answers.session import AnswerAlike
from gkdraft.wizard.screens import task_list
from gkdraft.wizard.screens.keys import BACK, UNDO, Key
from gkdraft.wizard.screens.pages import Pages
from gkdraft.wizard.screens.questions import is_undo
from gkdraft.wizard.screens.task_list import Row

DONE = Row("done")


class AspectPages(Pages):
    """An aspect by its number, for a task or for those of a group."""

    def run(self) -> Key | None:
        """The list until nothing is on it or the person leaves it; a Key for another page."""
        cursor: Row | None = None
        while task_list.list_unplaced(self.sitting.session):
            chosen = self.choose_row(cursor)
            if chosen in (DONE, BACK):
                break
            if isinstance(chosen, Row):
                self.sitting.said = _("按编号选方面，在【组名】上按，组里的一起定")
                cursor = chosen
            elif is_undo(chosen):
                self.sitting.undo()
            elif chosen.name.isdigit():
                cursor = self.record(chosen)
            else:
                return chosen
        return None

    def choose_row(self, cursor: Row | None) -> Row | Key:
        """The list, and what is chosen on it; a Key has the number of its line."""
        self.sitting.refresh()
        options = self._list_options()
        told = "　".join(f"{number} {name}" for number, name in enumerate(options, 1))
        count = len(task_list.list_unplaced(self.sitting.session))
        self.show([
            _("写在哪个方面　还有 {count} 项没有定").format(count=count),
            _("{}（在【组名】上定全组）").format(told),
        ])  # fmt: skip
        keys = [UNDO, *map(str, range(1, len(options) + 1))]
        rows = [*self._list_rows(), (_("先放着，回到任务清单"), DONE)]
        hint = _("没有定的写在第六部分；词说不准的不建议，由您定。")
        return self.terminal.choose(rows, cursor, hint, None, keys)

    def _list_options(self) -> tuple[str, ...]:
        """The aspects, of which each has a number as its key."""
        (_card, question), *_rest = task_list.list_unplaced(self.sitting.session)
        return question.options[:9]

    def _list_rows(self) -> list[tuple[str, Row]]:
        width = self.terminal.size[0] - task_list.POINTER
        rows: list[tuple[str, Row]] = []
        seen: set[Row] = set()
        for card, _question in task_list.list_unplaced(self.sitting.session):
            group = Row("group", card.path[:4])
            if group not in seen:
                seen.add(group)
                rows.append((cut_text(f"【{card.group_title}】", width), group))
            rows.append((cut_text(f"　{card.name}", width), Row("task", card.path)))
        return rows

    def record(self, key: Key) -> Row | None:
        """The aspect for the line at which its number was pressed; the line that follows it."""
        rows = [row for _line, row in self._list_rows()]
        if key.at >= len(rows):
            self.sitting.said = _("光标移到一项任务或组名上，再按编号")
            return DONE
        row = rows[key.at]
        asked = []
        for card, question in task_list.list_unplaced(self.sitting.session):
            if card.path[: len(row.path)] == row.path:
                asked.append(question.path)
        self.sitting.act(AnswerAlike(self._list_options()[int(key.name) - 1], tuple(asked)))
        behind = [each for each in rows[key.at + 1 :] if each.path[: len(row.path)] != row.path]
        return behind[0] if behind else None
