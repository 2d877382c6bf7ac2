"""An opening 开头 to start from: what reports open with, by year and body; a person rewrites it."""

from gkdraft.layout.resources import Resources
from gkdraft.rules.gk5_meetings import MeetingBook


def offer_opening(year: int, self_name: str, area: str, resources: Resources) -> str:
    """A draft of 总体情况.开头; the meetings are those that were over by the end of the year."""
    book = MeetingBook.load(resources)
    held = [meeting for meeting in book.meetings if int(meeting.since[:4]) <= year]
    spirit = ""
    if held:
        era = held[-1].era
        plenums = "" if held[-1].congress else f"和{era}届历次全会"
        spirit = f"全面贯彻党的{era}大{plenums}精神，"
    return book.offer.format(year=year, self=self_name, spirit=spirit, whole=area or self_name)
