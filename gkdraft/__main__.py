"""What the command runs: the version needs nothing loaded, and what ends does not tidy up."""

import sys


def main() -> int:
    """The exit status of the command line."""
    if sys.argv[1:] == ["--version"]:
        from gkdraft import __version__

        print(f"gkdraft {__version__}")
        return 0
    import gc

    from gkdraft.cli import main as run_command

    status = run_command()
    gc.freeze()  # or the interpreter walks through all there is once more, a tenth of a build
    return status


if __name__ == "__main__":
    sys.exit(main())
