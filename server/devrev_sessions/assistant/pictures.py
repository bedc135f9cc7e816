"""The view beside the answer (MCP Apps): which tool has one, the page itself, and the pictures that it draws."""

from typing import Any, Final

from mcp_types import TextResourceContents

from devrev_sessions.assistant.arguments import Arguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.view.page import page
from devrev_sessions.view.picture import Picture, picture

EXTENSION: Final = "io.modelcontextprotocol/ui"
PAGE: Final = "ui://devrev-sessions/timeline.html"
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


async def session_picture(arguments: Arguments, desk: Desk, report: Report) -> Picture:
    """The picture of a session, or of the one recording or tab that is named.

    Raises a SessionsError.
    """
    asked, address = desk.asked(arguments)
    story = await desk.recordings.story(asked, report, fresh=arguments.fresh)
    desk.note(address, story)
    told = await desk.told(story)
    return await desk.beside(lambda: picture(told, address))
