"""A sample session, and the bytes DevRev would answer for its parts."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

JsonObject: TypeAlias = dict[str, object]
Body: TypeAlias = JsonObject | Callable[[], JsonObject]
SplitBody: TypeAlias = tuple[bytes, bytes]

STORE = "https://recordings.storage.example"
"""Where the files of recordings are said to be; a running sandbox says its own address instead."""
REPLAY_FIELDS = ("video_playback_data", "replay_data")


def encoded(body: Mapping[str, object]) -> bytes:
    """A body as DevRev sends it: ASCII only, so that half an emoji stays the escape an app wrote."""
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).encode("ascii")


@dataclass(frozen=True, eq=False)
class SampleSession:
    """One invented session; a recording is made when first asked for, and its bytes are kept.

    `parts` are recording ids (mobile) or tab ids (web). `session` is the object that sessions.get answers; `recordings`
    and `developer_info` hold a body, or what makes it, for each part.
    """

    name: str
    what_it_shows: str
    session_id: str
    version_key: str
    platform: str
    parts: tuple[str, ...]
    session: JsonObject = field(repr=False)
    recordings: Mapping[str, Body] = field(repr=False)
    developer_info: Mapping[str, Body] = field(repr=False, default_factory=dict[str, Body])
    _kept: dict[tuple[str, str], SplitBody] = field(
        init=False, repr=False, default_factory=dict[tuple[str, str], SplitBody]
    )
    _making: threading.Lock = field(init=False, repr=False, default_factory=threading.Lock)

    @property
    def is_web(self) -> bool:
        """Whether the parts are tabs rather than recordings."""
        return self.platform == "web"

    def recording_bytes(self, part_id: str, *, include_replay: bool = True) -> bytes | None:
        """What data.get answers for a recording or tab, or None for a part the session does not have."""
        made = self._bytes("recording", part_id, self.recordings)
        if made is None:
            return None
        without_replay, replay = made
        return without_replay[:-1] + replay + b"}" if include_replay else without_replay

    def developer_info_bytes(self, tab_id: str) -> bytes | None:
        """What developer-info.get answers for a tab, or None for a part the session does not have."""
        if tab_id not in self.parts:
            return None
        made = self._bytes("developer_info", tab_id, self.developer_info)
        return encoded({"console_data": [], "network_data": []}) if made is None else made[0]

    def _bytes(self, kind: str, part_id: str, bodies: Mapping[str, Body]) -> SplitBody | None:
        if part_id not in bodies:
            return None
        with self._making:
            if (kind, part_id) not in self._kept:
                self._kept[kind, part_id] = _split(bodies[part_id])
            return self._kept[kind, part_id]


def _split(body: Body) -> SplitBody:
    """A body without its replay, and the replay as the members to append, since both are asked for."""
    whole = body() if callable(body) else body
    replay = {name: whole[name] for name in REPLAY_FIELDS if name in whole}
    rest = {name: value for name, value in whole.items() if name not in REPLAY_FIELDS}
    return encoded(rest), b"," + encoded(replay)[1:-1] if replay else b""
