"""The pack of layout/pack.py made anew: by the build of a wheel, and by who edits templates/."""

import shutil

from gkdraft.gathering.words import check_gathering_templates
from gkdraft.layout.pack import describe_sources, find_home
from gkdraft.layout.packing import write_pack
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import sample
from gkdraft.wizard.file.templates import check_wizard_templates


def build_pack(made_from: str) -> None:
    """Reads, checks and compiles all of templates/, as `gkdraft layouts --check` does."""
    shutil.rmtree(find_home(), ignore_errors=True)  # nothing of an older one is taken over
    list(sample(Resources()))
    check_wizard_templates(Resources())
    check_gathering_templates(Resources())
    write_pack(made_from)


if __name__ == "__main__":
    build_pack(describe_sources())
