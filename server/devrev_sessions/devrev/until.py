"""Until when the question that a call to DevRev serves can still use an answer.

A question may need several calls, one after another, and a call may serve several questions; it goes on for as long as
one of them waits. But a pause before another try is worth beginning only where the question outlives it.
"""

import math
from contextvars import ContextVar
from typing import Final

until: Final[ContextVar[float]] = ContextVar("until", default=math.inf)
"""In seconds of the event loop's clock. A call that is begun for a question inherits it."""
