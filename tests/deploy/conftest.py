"""The scripts of deploy/ can be imported by the tests of them, after all others."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "deploy"))
