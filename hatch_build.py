"""The pack is made when the program is built: into a wheel, and beside an editable install."""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))


class PackHook(BuildHookInterface[Any]):
    """Reads, checks and compiles templates/ once for all who install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from gkdraft.layout.pack import describe_sources, find_home

        shutil.rmtree(find_home(), ignore_errors=True)  # nothing of an older one is taken over
        from gkdraft.layout.packing import write_pack
        from gkdraft.layout.resources import Resources
        from gkdraft.pipeline import sample
        from gkdraft.wizard.file.templates import check_wizard_templates

        list(sample(Resources()))  # loads and opens everything
        check_wizard_templates(Resources())
        # in a wheel nothing changes any more
        write_pack(describe_sources() if version == "editable" else "")
