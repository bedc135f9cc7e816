"""Signals that end the process where it is, also as the first one of a container."""

import os
import signal
import sys
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
"""Those by which a process is told to end."""
FIRST: Final = 1
"""The number of a container's first process, for which the kernel drops every signal without a handler."""


def end_at_once(process: int) -> None:
    """From now on each of SIGNALS ends `process`, this one, without a trace of where it was.

    A command ends by the signal itself, as shells expect; the first process of a container with the status that a shell
    would give for that.
    """
    for each in SIGNALS:
        signal.signal(each, _leave if process == FIRST else signal.SIG_DFL)


def _leave(number: int, _: FrameType | None) -> None:
    sys.stderr.flush()
    os._exit(128 + number)
