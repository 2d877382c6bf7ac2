"""Own words: what a person typed, with its figures filled in, fit to stand in a sentence."""

from dataclasses import dataclass, replace

from gkdraft.prose.expressions import is_known, show_expression
from gkdraft.prose.numbers import BREAK, Gap, Shown, find_figure, remove_marks
from gkdraft.report.draft import Draft
from gkdraft.report.model import REFERENCE, Problem


@dataclass
class OwnWords:
    """The figures and the texts of one report, as templates ask for them."""

    draft: Draft

    def n(self, key: str, label: str = "") -> Shown | Gap:
        """The figure under a key (`*` sums a group); a gap with that label if it is missing."""
        found = find_figure(self.draft, key, label)
        if isinstance(found, Shown) and found.note:
            return replace(found, note=self.clause(found.note))
        return found

    def opening(self) -> str:
        """开头: what a person wrote above the aspects."""
        return self.own_text(self.draft.report.overview.opening)

    def practice(self, aspect: str) -> str:
        """做法: the rule an aspect works by, which a person wrote."""
        entry = self.draft.report.overview.aspects.get(aspect)
        return self.own_text(entry.lead) if entry else ""

    def highlights(self, aspect: str) -> list[str]:
        """What a person wrote for an aspect, as sentences."""
        entry = self.draft.report.overview.aspects.get(aspect)
        texts = entry.highlights if entry else ()
        return [self.sentence(self.prose(text)) for text in texts if text]

    def reference(self, expression: str) -> Shown | Gap | str:
        """The figure people refer to by its full key, or what follows from several figures."""
        found: Shown | Gap | str = ""
        if is_known(self.draft, expression):
            found = show_expression(self.draft, expression)
        # of their own sentence nothing is dropped: they are told of the gap
        if isinstance(found, Gap) or not str(found):
            return Gap(expression.rpartition(".")[2], expression)
        return found

    def prose(self, text: str) -> str:
        """A person's own text: references filled in, a line break starts a paragraph."""
        filled = self.fill_references(text.strip())
        return BREAK.join(filter(None, map(str.strip, filled.splitlines())))

    def fill_references(self, text: str) -> str:
        """A text with the figures it refers to."""
        return REFERENCE.sub(lambda match: str(self.reference(match[1])), text)

    def own_text(self, text: str) -> str:
        """A person's own paragraphs, each ending like a sentence."""
        paragraphs = filter(None, self.prose(text).split(BREAK))
        return BREAK.join(map(self.sentence, paragraphs))

    def sentence(self, text: str) -> str:
        """A text that ends like a sentence, or nothing."""
        text = text.rstrip("，；,; ")
        if not text or remove_marks(text)[-1] in "。！？：":
            return text
        return f"{text}。"

    def clause(self, text: str) -> str:
        """A text on one line, without its final mark, to stand inside a sentence."""
        # people paste lists: each line with a dash or a dot before it and often no mark behind
        joined = ""
        for part in self.prose(text).split(BREAK):
            if joined and joined[-1] not in "。；，：、！":
                joined += "；"
            joined += part.lstrip("-•·* ")
        return joined.rstrip("。；，,;！! ")

    def remedy(self, entry: Problem) -> str:
        """改进 with who and until when, where it does not say so itself."""
        measure = self.clause(entry.measure)
        owner, due = self.clause(entry.owner), self.clause(entry.due)
        if not measure:
            return ""
        # 6月底前由市司法局修订答复书模板
        time = due if due and due not in measure else ""
        return f"{time}{f'由{owner}' if owner and owner not in measure else ''}{measure}"
