"""python -m gkdraft, for machines on which the command is not on the path."""

import sys

from gkdraft.cli import main

sys.exit(main())
