"""What the view beside an answer is made of: the page itself, and the pictures that it draws."""

from urllib.parse import unquote

from mcp_types import TextResourceContents

from devrev_sessions.assistant.arguments import SummaryArguments
from devrev_sessions.assistant.as_asked import as_asked, look_at, story_asked_for
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.views import FRAME, PAGE, PAGE_TYPE
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.view.drawn import Picture
from devrev_sessions.view.page import page
from devrev_sessions.view.picture import picture


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
