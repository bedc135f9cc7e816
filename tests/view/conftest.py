"""Any story that the room of texts was tried on, the view is tried on too."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "text"))
