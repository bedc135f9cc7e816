"""The view beside the answer (MCP Apps): its address, which tool has one, and how a host frames it."""

from typing import Any, Final

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
