"""Sessions as resources: under which addresses they are read."""

from typing import Final

from mcp_types import ResourceTemplate

from devrev_sessions.assistant.views import PICTURE_LOOKS

MARKDOWN: Final = "text/markdown"
JSON: Final = "application/json"
BASE: Final = "devrev-session://session"
SUMMARY: Final = f"{BASE}/{{version_key}}/{{session_id}}/summary"
RECORDING: Final = f"{BASE}/{{version_key}}/{{session_id}}/recording/{{part_id}}"
PICTURE: Final = f"{BASE}/{{version_key}}/{{session_id}}/picture{{/part_id}}{PICTURE_LOOKS}"
ONLY_APP: Final = "-"
"""Stands for the app where one is configured and none need be named."""
TEMPLATES: Final = (
    ResourceTemplate(
        name="session-summary",
        title="Summary of a DevRev session",
        uri_template=SUMMARY,
        description="What happened in it, as summarize_session_timeline tells it; - as version_key is the only app.",
        mime_type=MARKDOWN,
    ),
    ResourceTemplate(
        name="session-recording",
        title="Recording or tab of a DevRev session",
        uri_template=RECORDING,
        description="Map and first events of a recording or tab, as get_session_recording tells them.",
        mime_type=MARKDOWN,
    ),
    ResourceTemplate(
        name="session-picture",
        title="Picture of a DevRev session",
        uri_template=PICTURE,
        description="Every event of it, or of one recording or tab, in columns: what the view beside an answer draws. "
        "The query is that of the call it stands beside.",
        mime_type=JSON,
    ),
)
