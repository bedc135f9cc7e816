"""The hosts and the ways to ask that other tests wrote down can be used here, after all others."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / name) for name in ("devrev", "assistant")]
