"""How a process ends by a signal while it starts, also as the first one of a container."""

import signal
import subprocess
import sys

import pytest

WAITS = """
import os, signal
from devrev_sessions.signals import end_at_once
end_at_once({process})
os.kill(os.getpid(), signal.{name})
signal.pause()
"""


def ended(number: signal.Signals, process: str) -> subprocess.CompletedProcess[bytes]:
    code = WAITS.format(name=number.name, process=process)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_ends_by_the_signal_itself(number: signal.Signals):
    found = ended(number, "os.getpid()")
    assert (found.returncode, found.stderr) == (-number, b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_process_of_a_container_ends_with_the_status_of_the_signal(number: signal.Signals):
    found = ended(number, "1")
    assert (found.returncode, found.stderr) == (128 + number, b"")
