"""The benchmark's own modules can be imported by the tests of them, after all others."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path += [str(ROOT / "tests" / "text"), str(ROOT / "bench" / "quality")]
