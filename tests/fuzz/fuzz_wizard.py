"""Sittings of somebody who does anything in any order, while the file is changed beside them.

After every step the file can be read, what was said to be in it is in it, and what waits is kept.
"""

import random
import shutil
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fuzz.data_words import ANSWERS
from fuzz.drafts import FIXTURES, make_draft, read_original
from fuzz.fuzz_documents import change_package
from fuzz.fuzz_yaml import change_data
from fuzz.odd_texts import draw_odd, draw_text, shorten
from fuzz.promises import UNFINISHED, Run, draw_stream, find_cause, make_folder
from gkdraft.base.places import Plain
from gkdraft.base.plain_data import Changes, apply_changes
from gkdraft.errors import GkdraftError
from gkdraft.report import datafile
from gkdraft.wizard.answers.session import Action, Answer, AnswerAlike, Back, Later, Nothing, Skip
from gkdraft.wizard.answers.steps import take_step
from gkdraft.wizard.file.building import build_report
from gkdraft.wizard.file.ending import end_sitting
from gkdraft.wizard.file.merging import Merging
from gkdraft.wizard.file.previewing import preview_section
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.file.taking import Taking
from gkdraft.wizard.file.waiving import waive
from helpers.sessions import TOWN

STEPS = 15


@dataclass(frozen=True)
class Seat:
    """A sitting to begin with: its file, drafts beside it, and the numbers of its person."""

    name: str
    content: bytes
    draft: bytes
    seed: str
    alone: bool  # nobody else touches the file


def list_wizard(seed: int, count: int) -> Iterator[Seat]:
    """So many sittings of a seed."""
    for number in range(count):
        yield make_case(seed, number)


def make_case(seed: int, number: int) -> Seat:
    """A data file, new, filled in or with slips, and a draft that an editor had."""
    stream = draw_stream("wizard", seed, number)
    original = stream.choice(FIXTURES)
    content = read_original(original)
    drawn = stream.random()
    if drawn < 0.3:
        content = TOWN.encode()
    elif drawn < 0.6:
        content = change_data(stream, content.decode()).encode("utf-8", "replace")
    if stream.random() < 0.1:
        content = content.replace(b"\n", b"\r\n")
    draft = change_package(stream, make_draft(original, ".docx"))
    return Seat(f"wizard {number}", content, draft, f"{seed} {number}", stream.random() < 0.5)


def run_seat(seat: Seat) -> Run:
    """Plays a sitting to its end."""
    run = Run(seat.name)
    begun = time.process_time()
    with make_folder() as folder:
        path = folder / "work/2026.yaml"
        path.parent.mkdir()
        path.write_bytes(seat.content)
        (path.parent / "draft.docx").write_bytes(seat.draft)
        try:
            sitting = Sitting(path)
        except GkdraftError:
            run.statuses["unreadable"] += 1
            return run
        player = Player(sitting, random.Random(seat.seed), run)
        for _ in range(STEPS):
            player.play(seat.alone)
            if run.broken:
                break
        else:
            player.end()
    run.seconds = time.process_time() - begun
    return run


class Player:
    """Somebody at a sitting, and what they were told is in the file."""

    def __init__(self, sitting: Sitting, stream: random.Random, run: Run) -> None:
        self.sitting, self.stream, self.run = sitting, stream, run
        self.outside: bytes | None = None  # what somebody else wrote last
        self.done: list[str] = []

    @property
    def path(self) -> Path:
        return self.sitting.store.path

    def play(self, alone: bool) -> None:
        """One step, and a look at what it left."""
        steps = [
            *[self.answer] * 10, self.fill, self.fill, self.waive, self.look, self.build, self.take,
            self.merge, self.refresh, self.undo, self.answer_alike,
            *([] if alone else [self.interfere] * 4 + [self.move]),
        ]  # fmt: skip
        step = self.stream.choice(steps)
        self.done.append(step.__name__)
        try:
            step()
            self.judge()
        except GkdraftError:
            self.run.statuses["refused with a line"] += 1
        except Exception:
            self.break_promise(f"an exception came out: {find_cause(traceback.format_exc())}")

    def break_promise(self, said: str) -> None:
        self.run.broken.append(f"{said}\n    after {' '.join(self.done)}")

    def answer(self) -> None:
        """An answer or another action at some question."""
        sitting = self.sitting
        if sitting.session.question is None or self.stream.random() < 0.6:
            sitting.jump(self.stream.choice(list(sitting.session.questions)))
        question = sitting.session.question
        assert question is not None
        options = question.options or ("1",)
        text = self.stream.choice((draw_text, draw_odd, self.draw_answer, self.draw_answer))
        actions: list[Action] = [
            *[Answer(text(self.stream))] * 5, Answer(self.stream.choice(options)), Nothing(),
            Nothing(all_=True), Skip(), Later(), Back(),
        ]  # fmt: skip
        action = self.stream.choice(actions)
        self.done[-1] = f"{shorten(repr(action))} at {question.path}"
        if self.stream.random() < 0.5:
            sitting.judge(action)
        changes = take_step(sitting.session, action).changes
        taken = sitting.act(action)
        self.run.statuses["taken" if taken else "not taken"] += 1
        if taken:
            self.expect(changes)

    def draw_answer(self, stream: random.Random) -> str:
        return stream.choice(ANSWERS)

    def expect(self, changes: Changes) -> None:
        """What was acknowledged is in the file, or waits and is told to."""
        store = self.sitting.store
        if store.waiting:
            self.run.statuses["waiting"] += 1
            if not store.tell_waiting():
                self.break_promise("what waits is not told")
            data = datafile.parse_datafile(store.spell().encode(), "x").data
        else:
            data = datafile.read_datafile(self.path).data
        # one change may be inside of another: made once more they must change nothing
        if strip(apply_changes(data, changes)) != strip(data):
            self.break_promise(f"not in the file: {shorten(repr(changes))}")

    def fill(self) -> None:
        """Some cells of a form that has a sheet."""
        sheets = [q for q in self.sitting.session.questions.values() if q.kind == "sheet"]
        if not sheets:
            return
        question = self.stream.choice(sheets)
        form = question.form
        assert form is not None
        self.sitting.jump(question.path)
        cells = self.sitting.session.list_cells(form)
        keys = [cell.key for cell in form.inputs()]
        for key in self.stream.sample(keys, min(len(keys), self.stream.randint(1, 8))):
            digits = str(self.stream.randint(0, 99))
            cells[key] = self.stream.choice((digits, digits, "0", "略", draw_text(self.stream)))
        saved = self.sitting.fill(form, cells)
        self.run.statuses["taken" if saved.written else "not taken"] += 1
        self.sitting.judge_form(form)

    def waive(self) -> None:
        """情况说明 for a finding."""
        findings = self.sitting.list_findings()
        if findings:
            waive(self.sitting, self.stream.choice(findings), draw_text(self.stream))

    def read(self) -> bytes:
        """The file; nothing where somebody took it away."""
        return self.path.read_bytes() if self.path.exists() else b""

    def undo(self) -> None:
        """The last step is taken back: the file is what it was, or nothing is done."""
        store = self.sitting.store
        steps, before, waits = list(store.steps), self.read(), bool(store.waiting)
        if not self.sitting.undo() or waits:
            if self.read() != before:
                self.break_promise("nothing was taken back, and the file is another")
            return
        self.run.statuses["taken back"] += 1
        if self.read() != steps[-1].before:
            self.break_promise("the file is not what it was before the step")

    def answer_alike(self) -> None:
        """One answer to several questions of a kind."""
        session = self.sitting.session
        kind = self.stream.choice(sorted({q.kind for q in session.questions.values()}))
        places = [path for path, q in session.questions.items() if q.kind == kind and q.is_asked]
        if not places:
            return
        paths = tuple(self.stream.sample(places, min(len(places), self.stream.randint(1, 4))))
        action = AnswerAlike(self.stream.choice(ANSWERS), paths)
        changes = take_step(session, action).changes
        if self.sitting.act(action):
            self.expect(changes)

    def look(self) -> None:
        """What the pages show."""
        sitting = self.sitting
        sitting.summarise()
        sitting.list_unchecked()
        sitting.pop_said()
        sitting.list_gaps()
        for question in self.stream.sample(list(sitting.session.questions.values()), 5):
            preview_section(sitting, question, self.stream.choice((*ANSWERS, "")))
            sitting.session.find_prior(question)
            sitting.session.list_last_texts(question.path)
            sitting.list_findings(sitting.session.find_block(question.path))

    def build(self) -> None:
        """A draft or the 定稿."""
        build_report(self.sitting, self.sitting.is_ready() and self.stream.random() < 0.5)

    def take(self) -> None:
        """What an editor changed."""
        taking = Taking(self.sitting, self.path.parent / "draft.docx")
        while (number := taking.find_open()) is not None and len(taking.decided) < 5:
            if self.stream.random() < 0.3 or not taking.take([number]):
                taking.decided[number] = "later"

    def merge(self) -> None:
        """What changed, into the editor's draft."""
        Merging(self.sitting, self.path.parent / "draft.docx").write(self.stream.random() < 0.3)

    def refresh(self) -> None:
        """A look whether somebody else was there."""
        self.sitting.refresh()

    def move(self) -> None:
        """On in another file."""
        self.sitting.move(self.path.with_name(f"moved-{self.stream.randrange(3)}.yaml"))

    def interfere(self) -> None:
        """Somebody else writes to the file, protects it, moves it away, or puts it back."""
        ways = (self.change_beside, self.change_beside, self.protect, self.remove, self.replace)
        self.stream.choice(ways)()

    def change_beside(self) -> None:
        with suppress(OSError):
            text = self.path.read_bytes().decode("utf-8", "replace")
            self.outside = change_data(self.stream, text).encode("utf-8", "replace")
            self.path.write_bytes(self.outside)

    def protect(self) -> None:
        with suppress(OSError):
            self.path.chmod(self.stream.choice((0o444, 0o644, 0o000)))

    def remove(self) -> None:
        with suppress(OSError):
            away = self.stream.choice((self.path, self.path.parent))
            if self.stream.random() < 0.5:
                away.rename(away.with_name("away"))
            else:
                shutil.rmtree(away) if away.is_dir() else away.unlink()

    def replace(self) -> None:
        """The folder is there again, with the file that was moved, another one, or none."""
        with suppress(OSError):
            self.path.parent.mkdir(exist_ok=True)
            if self.stream.random() < 0.2:
                self.path.mkdir()
            elif not self.path.exists():
                self.outside = TOWN.encode()
                self.path.write_bytes(self.outside)

    def judge(self) -> None:
        """The file and the session after a step."""
        store = self.sitting.store
        left = [path.name for path in self.path.parent.parent.rglob(f"{UNFINISHED}*")]
        if left:
            self.break_promise(f"left behind: {left}")
        content = self.path.read_bytes() if self.path.is_file() else None
        if content is not None and content != self.outside:
            try:
                held = datafile.parse_datafile(content, "2026.yaml").data
            except GkdraftError as error:
                self.break_promise(f"the file cannot be read any more: {error}")
                return
            if content == store.raw and strip(held) != strip(store.held):
                self.break_promise("the file holds something else than was thought")
        settled = content == store.raw and not store.waiting
        if settled and strip(self.sitting.session.data) != strip(store.held):
            self.break_promise("the session holds something else than the file")

    def end(self) -> None:
        """The sitting ends: what could not be written is somewhere else, whole."""
        shown = self.sitting.session.data
        try:
            ending = end_sitting(self.sitting, interrupted=False)
            if ending.rescued:
                self.run.statuses["rescued"] += 1
                found = datafile.read_datafile(ending.rescued).data
                if strip(found) != strip(self.sitting.store.parsed.data):
                    self.break_promise("what was rescued is not all")
            elif ending.waiting and not ending.text:
                self.break_promise(f"lost: {shown!r}"[:200])
        except Exception:
            self.break_promise(f"an exception came out: {find_cause(traceback.format_exc())}")


def strip(data: Plain) -> Plain:
    """Data without the spaces around texts, and without what is empty."""
    if isinstance(data, dict):
        kept = {key: strip(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value is not None} or None
    if isinstance(data, tuple):
        return tuple(map(strip, data)) or None
    return data.strip() or None if data else None
