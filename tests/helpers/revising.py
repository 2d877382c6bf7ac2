"""Edited drafts: how they come back, and what the report then says otherwise."""

from difflib import SequenceMatcher
from pathlib import Path

from gkdraft.pipeline import draft_report
from gkdraft.prose.passages import drop_number
from gkdraft.reading.edited import read_edited
from gkdraft.revise.edited_passages import list_edited
from gkdraft.revise.pull import Pull
from gkdraft.revise.revision import Revision
from helpers.reports import JIANGLIN


def build(folder: Path, source: Path = JIANGLIN) -> tuple[Path, Path]:
    """A data file of one's own, and the draft it gives."""
    data, draft = folder / "2026.yaml", folder / "草稿.docx"
    data.write_bytes(source.read_bytes())
    draft.write_bytes(draft_report(data).render(".docx"))
    return data, draft


def list_sentences(path: Path) -> list[str]:
    """What a document says, sentence by sentence, ¶ between paragraphs; headings unnumbered.

    Of tables there are the figures, which a pull compares itself.
    """
    found: list[str] = []
    for passage in list_edited(read_edited(path)):
        if passage.table is None:
            found += [*(drop_number(sentence.text) for sentence in passage.sentences), "¶"]
    return found


def list_differences(pull: Pull, rebuilt: Path, edited: Path) -> list[str]:
    """What the rebuilt report says otherwise, but for what the pull itself names."""
    ours, theirs = list_sentences(rebuilt), list_sentences(edited)
    told = {drop_number(one.text) for one in pull.consequences}
    refused = "".join(drop_number(c.now) for c in pull.changes if not c.is_taken)
    left: list[str] = []
    for name, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if name == "equal":
            continue
        left += [text for text in ours[a:b] if text not in told]
        if not any(text in told for text in ours[a:b]):
            # what is refused is refused with the end of its paragraph
            known = [text for text in theirs[c:d] if text != "¶" and text in refused]
            left += [text for text in theirs[c:d] if text not in (*known, *("¶" for _ in known))]
    return left


def take_all(data: Path, edited: Path) -> list[str]:
    """What the report says otherwise once everything that can be taken is."""
    revision = Revision(data)
    revision.apply([item for item in revision.pull(edited).items if item.change.is_taken])
    rebuilt = edited.with_stem("重新生成")
    rebuilt.write_bytes(draft_report(data).render(".docx"))
    return list_differences(Revision(data).pull(edited), rebuilt, edited)
