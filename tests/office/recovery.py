"""What of an editor's changes a pull has found, and what it says that nobody changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gkdraft.prose.passages import drop_number
from gkdraft.revise.changes import Change
from gkdraft.revise.pull import Pull
from gkdraft.revise.wording import normalise_text
from office.changes import Known


@dataclass
class Recovery:
    """Which of the edits were found, and the changes that belong to none of them."""

    found: list[bool] = field(default_factory=list)
    wrong: list[Change] = field(default_factory=list)


def recover(pull: Pull, expect: Sequence[Known]) -> Recovery:
    """Each edit with the changes that tell it; what is left nobody made."""
    left = list(pull.changes)
    recovery = Recovery()
    for known in expect:
        told = _FINDERS[known["kind"]](left, known, pull)
        recovery.found.append(bool(told))
        for change in told:
            if change in left:
                left.remove(change)
    # a tracked change is told beside what it changed
    margin = ("insertion", "deletion")
    recovery.wrong = [change for change in left if change.kind not in margin]
    return recovery


def _same(text: str, other: str) -> bool:
    """Whether two numbers are the same, however they are printed: 01, +768."""
    return _bare(text) == _bare(other)


def _bare(text: str) -> str:
    return normalise_text(text).lstrip("+").lstrip("0") or "0"


def _find_figure(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    """The figure by its key; a figure that is no key of its own by the words around it."""
    new = normalise_text(known["new"])
    found = [c for c in left if c.key == known["key"] and _same(c.now, new)]
    return found or [c for c in left if not c.key and new in c.now and new not in c.before]


def _find_reword(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    """The changes that make the new paragraph of the old one."""
    text, new = normalise_text(known["old"]), normalise_text(known["new"])
    used: list[Change] = []
    for change in left:
        before, now = _flat(change.before), _flat(change.now)
        if change.kind in (*_MARGIN, "figure") or not before or before not in text:
            continue
        if now in new:
            text = text.replace(before, now, 1)
            used.append(change)
    return used if drop_number(text) == drop_number(new) else []


_MARGIN = ("insertion", "deletion", "comment")


def _flat(text: str) -> str:
    return normalise_text(text.replace("\n", ""))


def _find_insert(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    text = normalise_text(known["text"])
    found = [c for c in left if text in _flat(c.now) and text not in _flat(c.before)]
    return [c for c in found if c.kind not in _MARGIN][:1]


def _find_delete(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    text = normalise_text(known["text"])
    whole = [c for c in left if c.kind not in _MARGIN]
    found = [c for c in whole if text in _flat(c.before) and text not in _flat(c.now)]
    # of a paragraph that is gone, its sentences may be told one by one
    if not found:
        parts = [c for c in whole if c.kind == "delete" and _flat(c.before) in text]
        gone = "".join(_flat(c.before) for c in parts)
        return parts if gone == text else []
    return found[:1]


def _find_split(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    return [c for c in left if c.kind == "split" and _flat(c.before) == _flat(c.now)][:1]


def _find_merge(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    return [c for c in left if c.kind == "merge" and _flat(c.before) == _flat(c.now)][:1]


def _find_move(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    """A paragraph taken out and put in elsewhere: the one moved, or the one it went past."""
    for text in (known["text"], known["before"]):
        gone = _find_delete(left, {"text": text}, pull)
        come = _find_insert(left, {"text": text}, pull)
        if gone and come:
            return [*gone, *come]
    return []


def _find_heading(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    new = drop_number(normalise_text(known["new"]))
    return [c for c in left if c.kind == "heading" and drop_number(_flat(c.now)) == new]


def _find_row(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    return [c for c in left if c.kind in ("row", "label")]


def _find_comment(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    found = [c for c in left if c.kind == "comment" and c.now == known["text"]]
    return [c for c in found if c.author == known["author"]][:1]


def _find_tracked(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    tracked = [c for c in left if c.kind in ("insertion", "deletion")]
    by = [c for c in tracked if c.author == known["author"]]
    for text in filter(None, (known["old"], known["new"])):
        if not any(text in f"{c.before}{c.now}" or _flat(c.before + c.now) in text for c in by):
            return []
    # what was tracked is a change of the text as well
    texts = [normalise_text(known["old"]), normalise_text(known["new"])]
    return [*by, *(c for c in left if _holds(c, *texts))]


def _holds(change: Change, old: str, new: str) -> bool:
    if change.kind in _MARGIN:
        return False
    return (old or new) in f"{_flat(change.before)}{_flat(change.now)}"


def _find_foreign(left: Sequence[Change], known: Known, pull: Pull) -> list[Change]:
    if known["what"] == "picture":
        return [_TOLD] if any("图片" in remark for remark in pull.remarks) else []
    return [c for c in left if c.kind == "insert" and not c.is_taken]


# what is told of the whole document, and is no change
_TOLD = Change("insert", "", "", "")

_FINDERS = {
    "figure": _find_figure, "reword": _find_reword, "insert": _find_insert,
    "delete": _find_delete, "split": _find_split, "merge": _find_merge, "move": _find_move,
    "heading": _find_heading, "row": _find_row, "comment": _find_comment,
    "tracked": _find_tracked, "foreign": _find_foreign,
}  # fmt: skip
