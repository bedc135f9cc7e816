"""The picture by which a host shows the server among others: a timeline, and on it what went wrong."""

import base64
from typing import Final

from mcp_types import Icon

_DRAWN: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#1d2b53"/>'
    '<path d="M4 17h16M6.5 17v-5M11 17v-8M15.5 17v-4" stroke="#fff" stroke-width="1.5" stroke-linecap="round"/>'
    '<circle cx="18" cy="8" r="2.5" fill="#f25c54"/>'
    "</svg>"
)
# Told with every answer of the newest protocol, so it is small.
ICON: Final = Icon(
    src=f"data:image/svg+xml;base64,{base64.b64encode(_DRAWN.encode()).decode('ascii')}",
    mime_type="image/svg+xml",
    sizes=["any"],
)
