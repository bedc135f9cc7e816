"""The store behind presigned links, as a bucket of a cloud answers: it knows links and refuses tokens."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import cast
from urllib.parse import unquote

from devrev_sessions.sandbox.answers import Answer
from devrev_sessions.sandbox.operations import Shelf
from devrev_sessions.sandbox.sample_session import STORE, JsonObject
from devrev_sessions.sandbox.stored.frames import frames_archive
from devrev_sessions.sandbox.stored.packets import page_packet
from devrev_sessions.sandbox.telling.mobile_bodies import presigned_url

STORED = "stored/"
"""Where the store stands on the sandbox's own address."""
_FILE = re.compile(
    r"(?P<session>[^/]+)/(?P<part>[^/]+)/(?:frames-(?P<first>\d+)\.(?P<packed>[\w.]+)|packet-(?P<packet>\d+))"
)


def at_home(answer: Answer, host: str) -> Answer:
    """An answer whose links lead to the store of the sandbox at `host`."""
    if answer.status != 200 or not host:
        return answer
    return replace(answer, body=answer.body.replace(STORE.encode(), f"http://{host}/{STORED}".rstrip("/").encode()))


def _denied(code: str, status: int) -> Answer:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code></Error>'
    return Answer(status, body.encode(), "application/xml")


class Store:
    """The files of the recordings on a shelf, made when they are asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._made = lru_cache(maxsize=64)(self._file)

    def answer(self, method: str, path: str, query: str, headers: Mapping[str, str]) -> Answer:
        """The file at `path`; a changed link is refused, and so is a token beside the link's own permission."""
        if "authorization" in headers:
            return _denied("InvalidRequest", 400)
        if method != "GET" or f"{STORE}/{path}?{query}" != presigned_url(path):
            return _denied("AccessDenied", 403)
        body = self._made(path)
        return Answer(200, body, "application/octet-stream") if body is not None else _denied("NoSuchKey", 404)

    def _file(self, path: str) -> bytes | None:
        found = _FILE.fullmatch(unquote(path))
        sample = self._shelf.by_id(found["session"]) if found else None
        body = sample.recording_bytes(found["part"]) if sample and found else None
        if found is None or body is None:
            return None
        recording = cast("JsonObject", json.loads(body))
        if found["packet"]:
            return page_packet(recording, int(found["packet"]))
        return frames_archive(recording, int(found["first"]), found["packed"])
