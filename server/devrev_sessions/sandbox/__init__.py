"""An embedded DevRev: the same operations over real HTTP, on sample sessions."""

from devrev_sessions.sandbox.apps import SANDBOX_APPS
from devrev_sessions.sandbox.gateway import RecordedRequest
from devrev_sessions.sandbox.sample_session import SampleSession
from devrev_sessions.sandbox.samples import HOSTILE_SECRETS, SAMPLES
from devrev_sessions.sandbox.server import Sandbox
from devrev_sessions.sandbox.tokens import SANDBOX_TOKEN

__all__ = [
    "HOSTILE_SECRETS",
    "SAMPLES",
    "SANDBOX_APPS",
    "SANDBOX_TOKEN",
    "RecordedRequest",
    "SampleSession",
    "Sandbox",
]
