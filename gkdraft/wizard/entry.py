"""The ways into the wizard: with a data file, or by the first page of a folder."""

from pathlib import Path as FilePath

from gkdraft.errors import GkdraftError
from gkdraft.messages import translate
from gkdraft.wizard.file.ending import Ending, end_sitting
from gkdraft.wizard.file.presence import enter_file
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.run import Wizard
from gkdraft.wizard.screens.prompts import Terminal


def fill_in_report(path: FilePath, templates: FilePath | None = None) -> Ending:
    """Asks for a data file until the person leaves. GkdraftError if it cannot be read."""
    terminal = Terminal()
    with terminal.hold():
        return _fill_in(Sitting(path, templates), terminal)


def start_report(folder: FilePath, templates: FilePath | None = None) -> Ending | None:
    """Lets the person choose or make a data file and asks for it; None if they leave before.

    KeyboardInterrupt if they leave the first pages so: nothing but a whole new file was written.
    """
    terminal = Terminal()
    with terminal.hold():
        return _start(terminal, folder, templates)


def _start(terminal: Terminal, folder: FilePath, templates: FilePath | None) -> Ending | None:
    from gkdraft.wizard.screens.first_page import FirstPage  # a new year reads documents

    page = FirstPage(terminal, folder, templates)
    try:
        while path := page.choose():
            try:
                sitting = Sitting(path, templates)
            except GkdraftError as error:
                page.said = translate(str(error))
                continue
            sitting.said = page.pop_said()
            return _fill_in(sitting, terminal)
        return None
    except EOFError:  # the terminal is gone
        raise KeyboardInterrupt from None
    finally:
        terminal.clear()


def _fill_in(sitting: Sitting, terminal: Terminal) -> Ending:
    interrupted = False
    with enter_file(sitting.store.path) as told:
        sitting.said = "\n".join(filter(None, [sitting.said, told]))
        try:
            Wizard(sitting, terminal).run()
        except (KeyboardInterrupt, EOFError):
            interrupted = True
        finally:
            terminal.clear()
        return end_sitting(sitting, interrupted)
