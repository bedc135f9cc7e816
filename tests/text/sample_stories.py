"""The sample sessions as stories, read as they come from DevRev."""

import json
from functools import cache

from devrev_sessions.devrev.devtools import weave
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import read_session
from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.sandbox import SAMPLES
from devrev_sessions.timeline.recording import Recording
from devrev_sessions.timeline.story import Part, whole_story


@cache
def told_sample(name: str) -> Digest:
    """The digest of a sample session as a whole."""
    sample = SAMPLES[name]
    session = read_session(json.dumps({"session": sample.session}).encode())
    return digest(whole_story(session, [Part(part_id, _recording(name, part_id)) for part_id in sample.parts]))


def _recording(name: str, part_id: str) -> Recording | None:
    sample = SAMPLES[name]
    body = sample.recording_bytes(part_id)
    if body is None:
        return None
    recording = read_recording(body, sample.session_id, part_id)
    return weave(recording, sample.developer_info_bytes(part_id) or b"") if sample.is_web else recording
