"""The script that packs the bundle can be imported by the tests of it."""

import sys

from installed import ROOT

sys.path.append(str(ROOT / "deploy/mcpb"))
