"""Pasting 粘贴: what is pasted into a line is tidied and told of; Ctrl-Z brings it back as it was.

A paste comes in brackets, or as keys so fast that nobody types them. What is typed stays as it is.
"""

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from gkdraft.messages import _
from gkdraft.wizard.answers.pasted import Tidied

Tidy = Callable[[str], Tidied]


class Pasting:
    """Pastes into one line; `said` is what there is to say of the last while it stands there."""

    def __init__(self, buffer: Buffer, tidy: Tidy = Tidied) -> None:
        self.buffer, self.tidy = buffer, tidy
        self.begun: Document | None = None  # the line when keys came after a pause
        self.pasted: Document | None = None  # the line with the last paste tidied in it
        self.as_it_was: Document | None = None  # the line with that paste as it came
        self.said = ""

    def bind_keys(self, keys: KeyBindings, is_fast: Callable[[], bool]) -> None:
        """`is_fast` says whether keys come as only those of a paste do."""
        keys.add(Keys.BracketedPaste)(lambda event: self.insert(event.data, self.buffer.document))
        keys.add("enter", filter=Condition(is_fast))(self.take_rest)
        keys.add("c-z", eager=True, filter=Condition(self.can_undo))(self.undo)

    def begin(self) -> None:
        """Keys come after a pause: they may be a paste."""
        self.begun = self.buffer.document

    def insert(self, raw: str, before: Document) -> None:
        """Puts a paste into the line as it was before, tidied."""
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        tidied = self.tidy(text)
        as_it_was = self.put(before, text)
        self.pasted = self.put(before, tidied.text)
        self.as_it_was = as_it_was if as_it_was.text != self.pasted.text else None
        self.said = tidied.describe()

    def put(self, before: Document, text: str) -> Document:
        self.buffer.document = before
        self.buffer.insert_text(text)
        return self.buffer.document

    def take_rest(self, event: KeyPressEvent) -> None:
        """The rest of a burst belongs to this answer and not to the questions behind it."""
        queue = event.key_processor.input_queue
        rest = "".join(press.data for press in queue).rstrip("\r\n")
        queue.clear()
        lines = f"\r{rest}".replace("\r\n", "\n").replace("\r", "\n").split("\n")
        kept = ["".join(filter(_is_shown, line)) for line in lines]
        head, before = self.find_head()
        self.insert(head + "\n".join(kept), before)

    def find_head(self) -> tuple[str, Document]:
        """What of the burst stands in the line already, and the line before it."""
        now, begun = self.buffer.document, self.begun
        if begun is None:
            return "", now
        start, end = begun.text_before_cursor, begun.text_after_cursor
        is_grown = len(now.text) >= len(begun.text)
        if is_grown and now.text.startswith(start) and now.text.endswith(end):
            return now.text[len(start) : len(now.text) - len(end)], begun
        return "", now

    def can_undo(self) -> bool:
        return self.stands() and self.as_it_was is not None

    def stands(self) -> bool:
        """Whether the line is as the last paste left it."""
        return self.pasted is not None and self.buffer.text == self.pasted.text

    def undo(self, _event: KeyPressEvent) -> None:
        """The last paste as it came."""
        if self.as_it_was is not None:
            self.buffer.document = self.pasted = self.as_it_was
            self.as_it_was, self.said = None, _("已还原成粘贴时的原样")

    def tell(self) -> list[str]:
        """What there is to say of the last paste, while it stands there."""
        return [self.said] if self.said and self.stands() else []


def _is_shown(char: str) -> bool:
    return char.isprintable() or char.isspace()
