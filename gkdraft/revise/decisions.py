"""Decisions 取舍: where each change goes, and what cannot go anywhere.

A figure that was changed wherever it is printed changes the data. One that was changed in one
place and not in another is kept as the editor has it, for a rule to name both. A total follows
from its parts. What the data say by now needs no change.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gkdraft.base.places import DataPath, spell_path
from gkdraft.messages import say
from gkdraft.prose.document import Document, Grid, list_figures
from gkdraft.prose.expressions import is_known, split_claim
from gkdraft.prose.numbers import CLAIM
from gkdraft.prose.passages import list_editable
from gkdraft.report.draft import Draft
from gkdraft.report.model import SKIP
from gkdraft.revise.alignment import SURE
from gkdraft.revise.changes import CellChange, Change, Confidence, Piece, Rewording
from gkdraft.revise.figure_places import FigureWriter
from gkdraft.revise.own_texts import find_source
from gkdraft.revise.standing import Standing
from gkdraft.revise.wording import Figure, normalise_text

EDITS = "修改"


class Wording(NamedTuple):
    """The new wording of a passage, as 修改 holds it; `after` is empty where it is taken out.

    `source` is the text in the data file it stands in word for word, and that text as it becomes.
    """

    place: str
    before: str
    after: str
    level: int = 0
    source: tuple[DataPath, str] | None = None


class Item(NamedTuple):
    """A change, and what taking it does: set a figure, or lay a wording over the text."""

    change: Change
    figure: tuple[str, str] | None = None
    wording: Wording | None = None

    @property
    def is_sure(self) -> bool:
        """Whether it may be taken without asking."""
        return self.change.is_taken and self.change.confidence != "low"


class Judge:
    """What is known of a draft when changes come back."""

    def __init__(self, draft: Draft, base: Document, now: Document, anchored: bool) -> None:
        self.draft, self.anchored = draft, anchored
        self.writer = FigureWriter(draft, {})
        self.cells, self.cells_now = _read_cells(base), _read_cells(now)
        self.printed = _count_figures(base)
        self.standing, self.origin = Standing(draft, now), Standing(draft, base)
        self.values: dict[str, str] = {}
        self.sums: dict[str, str] = {}

    def settle(self, rewordings: Sequence[Rewording], cells: Sequence[CellChange]) -> list[Item]:
        """The changes that are still to be made: tables first, then the text in its order."""
        self.values = self._choose_values(rewordings, {cell.key: cell.now for cell in cells})
        self.sums = self.writer.add_up(self.values)
        items: list[Item] = []
        for cell in cells:
            if normalise_text(self.cells_now.get(cell.key, "")) != normalise_text(cell.now):
                items.append(self._settle_cell(cell))
        for rewording in rewordings:
            items += self._settle_rewording(rewording)
        return items

    def _choose_values(
        self, rewordings: Sequence[Rewording], cells: Mapping[str, str]
    ) -> dict[str, str]:
        """The figures that were changed wherever they are printed, with their new number."""
        changed: dict[str, list[str]] = {}
        left = dict(self.printed)
        for rewording in rewordings:
            for key in rewording.list_keys():
                left[key] = left.get(key, 0) - 1
            for figure in rewording.figures:
                key = split_claim(figure.key)[0]
                if figure.is_changed:
                    changed.setdefault(key, []).append(figure.now)
                else:
                    left[key] = left.get(key, 0) + 1
        values = dict(cells)
        for key, numbers in changed.items():
            everywhere = key not in self.cells and left.get(key, 0) <= 0
            if key not in values and everywhere and len(set(numbers)) == 1:
                values[key] = numbers[0]
        return values

    def _settle_cell(self, cell: CellChange) -> Item:
        change = Change(
            "figure", cell.place, cell.before, cell.now, cell.origin, cell.confidence, cell.key,
            spot=cell.spot, reason=cell.note,
        )  # fmt: skip
        return self._settle_figure(change)

    def _settle_figure(self, change: Change) -> Item:
        """A figure that changes the data, or why it does not."""
        key = change.key
        if refused := self._refuse_figure(key, change.now):
            return Item(change._replace(reason=refused))
        now = self.cells_now.get(key, self._prints(key))
        if _read_figure(now) != _read_figure(change.before):
            told = say("数据文件里现在是 {now}，两边都改了", now=now or say("空的"))
            change = change._replace(confidence="low", reason=told)
        return Item(change._replace(target=key), figure=(key, change.now))

    def _refuse_figure(self, key: str, now: str) -> str:
        """Why a figure cannot be set; nothing if it can."""
        if self.writer.is_computed(key):
            total = self.sums.get(key, "")
            return say("合计由各项相加，改过的各项相加是 {total}，不存", total=total or say("缺项"))
        if not self._is_settable(key):
            return say("由别的数推算，不存")
        if not now:
            return say("稿子里这一格空了，数据文件没有动")
        if not self.writer.is_readable(key, now):
            return say("“{now}”不是这一格能填的数", now=now)
        return ""

    def _is_settable(self, key: str) -> bool:
        """Whether a key is a figure of this year that a person gives."""
        return key in self.draft.figures.keys and not key.startswith(("年度", "上年."))

    def _settle_rewording(self, rewording: Rewording) -> Iterator[Item]:
        change = Change(
            rewording.kind, rewording.place, rewording.shown, rewording.now, rewording.origin,
            self._rate(rewording), spot=rewording.spot, reason=rewording.refused,
        )  # fmt: skip
        if rewording.refused:
            yield Item(change)
            return
        wording = self._compose_wording(rewording)
        if wording.after.strip() == SKIP:
            yield Item(change._replace(reason=say("只有“略”一个字：在数据文件里是有意不写")))
            return
        is_done = self._is_done(wording)
        for figure in rewording.figures:
            if figure.is_changed and not (is_done and CLAIM in wording.after):
                yield from self._settle_in_prose(figure, change, wording)
        if not is_done and self._compose_words(rewording) != rewording.before:
            target = spell_path(wording.source[0]) if wording.source else EDITS
            reason = self.standing.explain(wording.place, wording.before)
            change = _doubt(change, reason)._replace(target=target, reason=reason)
            yield Item(self._doubt_rival(change, wording), wording=wording)

    def _doubt_rival(self, change: Change, wording: Wording) -> Change:
        """A change of what another change was taken of: nobody can tell which is meant."""
        rival, text = self.standing.find_rival(wording.place, wording.before, wording.after)
        if not rival:
            return change
        told = say("这一处已经收过另一种写法“{text}”，写入就换掉它", text=text or say("删去"))
        return change._replace(confidence="low", reason=told)

    def _is_done(self, wording: Wording) -> bool:
        """Whether the data give a wording by now; a paragraph put in twice stood there before."""
        place, before, after = wording.place, wording.before, wording.after
        if not before and self.origin.behind.get(place) == after:
            return self.standing.is_recorded(place, before, after)
        return self.standing.is_done(place, before, after)

    def _settle_in_prose(self, figure: Figure, near: Change, wording: Wording) -> Iterator[Item]:
        """A number that was changed inside a sentence."""
        key = split_claim(figure.key)[0]
        change = Change(
            "figure", near.place, figure.before, figure.now, near.origin, near.confidence, key,
            spot=near.spot,
        )  # fmt: skip
        if self.writer.is_computed(key) or not self._is_settable(key):
            if self._prints(key) != figure.now and not self._is_typed(figure):
                yield Item(change._replace(reason=self._explain_derived(key)))
        elif self.values.get(key) == figure.now:
            if self._prints(key) != figure.now:
                yield self._settle_figure(change)
        else:
            told = say("别处仍是 {before}，两处不一致：正文先照改稿", before=figure.before)
            change = _doubt(change, self.standing.explain(wording.place, wording.before))
            change = change._replace(target=EDITS, reason=told)
            yield Item(change, wording=wording)

    def _explain_derived(self, key: str) -> str:
        if self._is_settable(key) or self.writer.is_computed(key):
            return self._refuse_figure(key, "")
        return say("由别的数推算，按数据现在是 {now}，不存", now=self._prints(key) or say("空的"))

    def _prints(self, key: str) -> str:
        return self.standing.print_figure(key)

    def _compose_wording(self, rewording: Rewording) -> Wording:
        after = "".join(
            self._spell_figure(piece) if isinstance(piece, Figure) else _clean_braces(piece)
            for piece in rewording.pieces
        )
        wording = Wording(rewording.place, rewording.before, after, rewording.level)
        return wording._replace(source=find_source(self.draft, wording.before, wording.after))

    def _compose_words(self, rewording: Rewording) -> str:
        """The new text with every figure as it was: what is left is a change of words."""
        return "".join(
            f"{{{{{piece.key}}}}}"
            if isinstance(piece, Figure) and self._keeps(piece)
            else _print_piece(piece)
            for piece in rewording.pieces
        )

    def _keeps(self, figure: Figure) -> bool:
        is_ours = is_known(self.draft, figure.key)
        return is_ours and not (figure.is_changed and self._is_typed(figure))

    def _is_typed(self, figure: Figure) -> bool:
        """Whether a changed number cannot go into the data: the year, a figure of last year."""
        key = split_claim(figure.key)[0]
        return key.startswith(("年度", "上年.")) and " " not in key

    def _spell_figure(self, figure: Figure) -> str:
        if not self._keeps(figure):
            return figure.now
        key = split_claim(figure.key)[0]
        if not figure.is_changed:
            return f"{{{{{figure.key}}}}}"
        is_given = self._is_settable(key) and not self.writer.is_computed(key)
        if not is_given or self.values.get(key) == figure.now:
            return f"{{{{{key}}}}}"
        return f"{{{{{key}{CLAIM}{figure.now}}}}}"

    def _rate(self, rewording: Rewording) -> Confidence:
        if rewording.origin in ("bookmark", "exact"):
            return "high"
        if rewording.kind in ("insert", "delete", "heading") and rewording.origin == "gap":
            # with bookmarks it is certain that a paragraph is gone, or new
            return "high" if self.anchored else "medium"
        if rewording.origin == "gap":
            return "low"
        return "high" if rewording.likeness >= SURE else "medium"


def _doubt(change: Change, reason: str) -> Change:
    """A change nobody is sure of where the passage is no longer what was edited."""
    return change._replace(confidence="low") if reason else change


def _read_cells(document: Document) -> dict[str, str]:
    cells: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Grid):
            cells |= {cell.key: cell.text for cell in list_figures(block)}
    return cells


def _count_figures(document: Document) -> dict[str, int]:
    """How often each figure is printed in the text."""
    found: dict[str, int] = {}
    for _, block in list_editable(document):
        for run in block.runs:
            if run.key:
                key = split_claim(run.key)[0]
                found[key] = found.get(key, 0) + 1
    return found


def _read_figure(text: str) -> str:
    """A figure as it is compared: a gap is one, whatever it is called in its sentence."""
    return "" if text.startswith("【") else normalise_text(text)


def _print_piece(piece: Piece) -> str:
    return piece.now if isinstance(piece, Figure) else piece


def _clean_braces(text: str) -> str:
    """What an editor typed refers to nothing."""
    return text.replace("{", "｛").replace("}", "｝")
