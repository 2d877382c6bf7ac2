"""Microsoft's Open XML SDK as a judge of .docx files (npm install in tests/ooxml)."""

import json
import subprocess
from pathlib import Path
from typing import Any

BINARY = Path(__file__).parent.parent / "ooxml/node_modules/.bin/ooxml-validator"


def list_errors(path: Path) -> list[dict[str, Any]]:
    """What the SDK finds wrong with a file."""
    done = subprocess.run([str(BINARY), str(path)], capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)["errors"]
    return found
