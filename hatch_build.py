"""What a build makes beside what is there: the pack of templates/, once for all who install."""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))


class PackHook(BuildHookInterface[Any]):
    """For a wheel, and beside an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from gkdraft.cli.packing import build_pack
        from gkdraft.layout.pack import describe_sources

        # in a wheel nothing changes any more
        build_pack(describe_sources() if version == "editable" else "")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        from gkdraft.layout.pack import find_home

        if version != "editable":  # where the wheel was built it is no pack
            shutil.rmtree(find_home())
