"""Questionnaires 问卷 as data (templates/questionnaires.yaml): which bodies are asked what.

An item is one question as an official counts them: up to four figures that belong together.
"""

from collections.abc import Mapping

from pydantic import Field

from gkdraft.layout.spec import Spec


class Item(Spec):
    """One question: keys that are asked, keys that may be added, aspects whose text is shown.

    A key is 方面.指标, 方面.亮点, or a key of the data file such as 机关.名称, 存在问题.
    """

    title: str
    must: tuple[str, ...] = ()  # asked, and not to be left out
    ask: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    show: tuple[str, ...] = ()  # headings of the report whose derived text is confirmed
    total: str = ""  # the key the parts add up to
    rest: str = "其他"  # the part that what is missing may be added to
    labels: tuple[str, ...] = ()  # names proposed for the list that is asked
    hint: str = ""
    without: tuple[str, ...] = ()  # levels that are not asked this


class Packet(Spec):
    """A part of a questionnaire; `to` is who may be given it."""

    title: str
    to: str = ""
    items: tuple[Item, ...] = Field(min_length=1)


class Questionnaires(Spec):
    """All questionnaires, and which level of body answers which."""

    opening: Packet
    levels: Mapping[str, str]
    sets: Mapping[str, tuple[Packet, ...]]

    def choose_packets(self, level: str) -> tuple[Packet, ...]:
        """The packets for a level of body, without what is not asked of it."""
        found = []
        for packet in self.sets.get(self.levels.get(level, ""), ()):
            items = tuple(item for item in packet.items if level not in item.without)
            if items:
                found.append(packet.model_copy(update={"items": items}))
        return tuple(found)
