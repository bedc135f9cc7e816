"""The script that packs the bundle can be imported by the tests of it."""

import sys

from programs import ROOT

sys.path.append(str(ROOT / "deploy/mcpb"))
