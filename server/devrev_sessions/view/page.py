"""The page that draws a picture: one HTML with its style and its scripts in it, that loads nothing."""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from devrev_sessions.view.drawn import Picture, as_json

STYLES: Final = ("base.css", "figure.css", "list.css", "columns.css", "compact.css", "contrast.css", "paper.css")
SCRIPTS: Final = (
    "clock.js",
    "elements.js",
    "speaking.js",
    "model.js",
    "way.js",
    "answer.js",
    "scale.js",
    "colours.js",
    "drawing.js",
    "marks.js",
    "asking.js",
    "tip.js",
    "figure.js",
    "list.js",
    "filter.js",
    "problems.js",
    "panels.js",
    "paper.js",
    "host.js",
    "hosted.js",
    "main.js",
)
"""In the order in which they stand in the page; each uses only what stands before it, or what runs later."""
POLICY: Final = "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'"
"""Nothing runs or styles but what is in the page itself, and nothing is loaded."""
_PLACE: Final = re.compile(r"\{\{(\w+)\}\}")


def page(drawn: Picture | None = None) -> str:
    """The page with a picture in it, or without one for a host that sends what to draw."""
    frame, pieces = _parts()
    data = f'<script type="application/json" id="picture">{_harmless(as_json(drawn))}</script>' if drawn else ""
    # In one pass: what an app wrote may look like a place for another piece.
    return _PLACE.sub(lambda found: {**pieces, "picture": data}[found[1]], frame)


@cache
def _parts() -> tuple[str, Mapping[str, str]]:
    """The frame of the page, and what is put into it."""
    folder = files("devrev_sessions.view") / "html"

    def text(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    style = "\n".join(map(text, STYLES))
    script = '"use strict";\n' + "\n".join(map(text, SCRIPTS))
    policy = POLICY.format(script=_hash(script), style=_hash(style))
    return text("page.html"), {"policy": policy, "style": style, "script": script}


def _hash(content: str) -> str:
    """A source expression of a content security policy."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _harmless(json: str) -> str:
    """JSON that no parser of HTML or of scripts reads as more."""
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
