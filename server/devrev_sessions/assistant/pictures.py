"""The view beside the answer (MCP Apps): which tool has one, the page itself, and the pictures that it draws."""

from typing import Any, Final
from urllib.parse import unquote

from mcp_types import TextResourceContents

from devrev_sessions.assistant.arguments import SummaryArguments
from devrev_sessions.assistant.as_asked import as_asked, look_at, story_asked_for
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.view.drawn import Picture
from devrev_sessions.view.page import page
from devrev_sessions.view.picture import picture

EXTENSION: Final = "io.modelcontextprotocol/ui"
PAGE: Final = "ui://devrev-sessions/timeline.html"
PICTURE_LOOKS: Final = "{?question,around,start,end}"
"""What of a call says how its picture is looked at (RFC 6570)."""
_LOOK: Final = r"(?:question|around|start|end)=[^&#?]*"
PICTURE_QUERY: Final = rf"(?:\?(?P<query>(?:{_LOOK}(?:&{_LOOK})*)?))?"
PAGE_TYPE: Final = "text/html;profile=mcp-app"
VIEWS: Final[dict[str, dict[str, Any]]] = {
    # The flat name is the one of the extension's drafts, which hosts of that time still look for.
    "summarize_session_timeline": {"ui": {"resourceUri": PAGE}, "ui/resourceUri": PAGE},
}
"""What a tool's definition says of its view, by the tool's name. A host puts it aside before a model sees the tool."""
FRAME: Final[dict[str, Any]] = {
    "ui": {
        "csp": {"connectDomains": [], "resourceDomains": [], "frameDomains": [], "baseUriDomains": []},
        "prefersBorder": True,
    }
}
"""How a host frames the page: no address is reached from it."""


def page_contents() -> TextResourceContents:
    """The page, without a session: hosts keep it, and send it what to draw."""
    return TextResourceContents(uri=PAGE, mime_type=PAGE_TYPE, text=page(), _meta=FRAME)


async def session_picture(arguments: SummaryArguments, desk: Desk, report: Report) -> Picture:
    """The picture of a session, or of the one recording or tab that is named, as the summary of the same call tells it.

    Raises a SessionsError.
    """
    story, address = await story_asked_for(arguments, desk, report)
    told = await desk.told(story)

    def drawn() -> Picture:
        forward, window, wanted = as_asked(told, arguments)
        return picture(forward, address, window=window, look=look_at(forward, window, wanted))

    return await desk.beside(drawn)


def looks(query: str | None) -> dict[str, str]:
    """The arguments in the query of a picture's address; of one that is there twice the last."""
    pairs = (pair.partition("=") for pair in (query or "").split("&"))
    return {name: unquote(value) for name, _, value in pairs if value}
