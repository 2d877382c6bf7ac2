"""What the command runs: the version needs nothing loaded, and what ends does not tidy up."""

import sys


def main() -> int:
    """The exit status of the command line."""
    if getattr(sys, "frozen", False):  # its workers start as the program itself
        from multiprocessing import freeze_support

        freeze_support()
    if sys.argv[1:] == ["--version"]:
        from gkdraft import __version__

        print(f"gkdraft {__version__}")
        return 0
    import gc

    from gkdraft.cli import main as run_command

    status = run_command()
    # CPython remembers an interrupt that left an exec (a named tuple being defined), and would end
    # by that signal although it was caught: the next exec makes it forget
    exec("")
    gc.freeze()  # or the interpreter walks through all there is once more, a tenth of a build
    return status


if __name__ == "__main__":
    sys.exit(main())
