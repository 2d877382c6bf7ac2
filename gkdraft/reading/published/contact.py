"""联系方式 of a report: what stands behind its labels, whole, or not at all.

lines that offer contact → blocks → labels and what stands between them → values
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from gkdraft.base.patterns import compile_late
from gkdraft.messages import say
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.published.contact_labels import (
    CLOSING,
    LONGEST_LINE,
    TELEPHONE,
    TRAILING,
    ContactLabels,
    list_blocks,
)
from gkdraft.reading.published.contact_values import READERS, Standing, is_same, weigh
from gkdraft.reading.published.vocabulary import ReportVocabulary, search_any

FIRST_LINES = 30
LONGEST_QUOTED = 40


@dataclass
class Contact:
    """What was read of the contact, by the data file's keys, and what was left."""

    values: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_contact(lines: Sequence[TextLine], words: ReportVocabulary) -> Contact:
    """联系方式, 网址 and who wrote the report, as far as they are printed in full."""
    found = Contact()
    doubts: dict[str, str] = {}
    telephones: list[tuple[Standing, str]] = []
    labels = ContactLabels(words.contact)
    for block in list_blocks(lines, labels, words.contact):
        for span in labels.split(block):
            value = READERS[span.key](span, words.contact)
            if value:
                found.values.setdefault(span.key, value)
                if span.key == TELEPHONE:
                    telephones.append((weigh(span, value, words.contact), value))
            elif words.contact.values[span.key].search(span.text[:LONGEST_QUOTED]):
                doubts.setdefault(span.key, span.text.strip(TRAILING + CLOSING))
    for key, text in doubts.items():
        if key not in found.values:
            found.remarks.append(_explain(key, text))
    _choose_telephone(telephones, found)
    _read_preface(lines, words, found)
    return found


def _choose_telephone(telephones: Sequence[tuple[Standing, str]], found: Contact) -> None:
    """The telephone that stands highest; that there are two of equal standing is said."""
    if not telephones:
        return
    best = min(standing for standing, _ in telephones)
    equals = [value for standing, value in telephones if standing == best]
    if best.is_others:
        del found.values[TELEPHONE]
        found.remarks.append(
            say("联系方式里的电话 {number} 像是投诉、信访等的电话，没有读入", number=equals[0])
        )
        return
    found.values[TELEPHONE] = equals[0]
    for other in equals[1:]:
        if not is_same(equals[0], other):
            found.remarks.append(
                say(
                    "联系方式里有两个电话：{first}、{other}，读入的是前一个，请核对",
                    first=equals[0],
                    other=other,
                )
            )
            return


def _explain(key: str, text: str) -> str:
    return say(
        "联系方式里的{key}“{text}”看不出是否完整，没有读入", key=key, text=text[:LONGEST_QUOTED]
    )


def _read_preface(lines: Sequence[TextLine], words: ReportVocabulary, found: Contact) -> None:
    """编制单位, 网站 and 网址, which the first sentences of a report name."""
    offers = [
        squeeze_spaces(line.text[:LONGEST_LINE])
        for line in lines
        if words.contact.offers.search(line.text[:LONGEST_LINE])
    ]
    text = "\n".join(offers[:FIRST_LINES])
    for key, patterns in words.particulars.items():
        match = search_any(patterns, text)
        if match:
            found.values[key] = match[1]
    sites = _list_sites(offers)
    # 广州 2023, a mirror, put its own address (www.156152.com) for that of the body's site
    own = [site for site in sites if words.contact.domain.search(site)]
    if own:
        found.values["网址"] = own[0]
    elif sites:
        found.remarks.append(
            say("网址 {site} 不是政府网站的域名，没有读入，请看原文", site=sites[0])
        )


_SITE = compile_late(
    r"(?<![@#\w.-])(?:https?://)?(?P<site>(?:[a-z\d-]{1,40}\.){1,5}[a-z]{2,6}(?:/[\w./?=&%~-]{0,80})?)",
    re.ASCII | re.IGNORECASE,
)


def _list_sites(texts: Sequence[str]) -> list[str]:
    """Addresses of sites as printed, without http:// and the stroke at the end."""
    found: list[str] = []
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        found += (match["site"].rstrip("./") for match in _SITE.finditer(plain))
    return found
