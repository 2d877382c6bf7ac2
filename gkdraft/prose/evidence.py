"""Evidence 佐证: what a report's own tables tell that a problem of section five may rest on."""

from collections.abc import Iterator

from gkdraft.prose.numbers import Gap, Shown, find_figure, remove_marks, spell_share
from gkdraft.report.draft import Draft

ENOUGH = 20
"""Applications below which a share means nothing."""
NOTABLE = 25
"""Percent of the outcomes from which a group stands out."""
_DONE = "申请情况.总计.总计"


def offer_evidence(draft: Draft) -> list[str]:
    """Sentences with figures of this year's tables, for a person to choose from."""
    return [remove_marks(text) for text in _list_evidence(draft)]


def _list_evidence(draft: Draft) -> Iterator[str]:
    done = find_figure(draft, _DONE)
    for group in ("无法提供", "不予处理", "不予公开"):
        number = find_figure(draft, f"申请情况.{group}.总计")
        if _stands_out(number, done):
            yield f"{group}的{number}件，占办结的{spell_share(number, done)}"
    corrected = find_figure(draft, "复议诉讼.行政复议.结果纠正")
    reviews = find_figure(draft, "复议诉讼.行政复议.总计")
    if isinstance(corrected, Shown) and corrected.value:
        yield f"行政复议{reviews}件中被纠正{corrected}件"
    for key in ("未经复议直接起诉", "复议后起诉"):
        lost = find_figure(draft, f"复议诉讼.{key}.结果纠正")
        if isinstance(lost, Shown) and lost.value:
            yield f"{key}的行政诉讼中被纠正{lost}件"


def _stands_out(number: Shown | Gap, done: Shown | Gap) -> bool:
    if isinstance(number, Gap) or isinstance(done, Gap) or done.value < ENOUGH:
        return False
    return number.value * 100 >= done.value * NOTABLE
