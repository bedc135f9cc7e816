"""DevRev's bodies around a mobile story: the session object and the recording."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from devrev_sessions.sandbox.sample_session import STORE, JsonObject

# How much a chunk of frames holds is not known; one archive for some minutes of pictures is a fair guess.
FRAMES_PER_CHUNK = 120


@dataclass(frozen=True)
class Launch:
    """How the app came to the front: "cold" or "hot", and how long that took."""

    launch_type: str
    launch_time_ms: int


@dataclass(frozen=True)
class MobileVisit:
    """Whose session it is, on which device, from when (RFC 3339)."""

    session_id: str
    platform: str
    created_at: str
    device: Mapping[str, object]
    rev_user_id: str | None = None
    rev_org_id: str | None = None
    user_attributes: Mapping[str, object] = field(default_factory=dict[str, object])
    ram: tuple[int, int] = (1833, 7631)

    def session(
        self, recording_ids: Sequence[str], *, duration_ms: int, marks: frozenset[str] = frozenset()
    ) -> JsonObject:
        """The `session` of sessions.get; `marks` are the flags that are true."""
        return {
            "type": "mobile",
            "platform": self.platform,
            "session_id": self.session_id,
            "created_at": self.created_at,
            "device_metadata": dict(self.device),
            "has_exception_occurred": "has_exception_occurred" in marks,
            "is_anr": "is_anr" in marks,
            "is_crash": "is_crash" in marks,
            "rage_tap": "rage_tap" in marks,
            "session_duration_ms": duration_ms,
            "recording_ids": list(recording_ids),
            **self._person(),
        }

    def recording(
        self,
        recording_id: str,
        events: list[JsonObject],
        *,
        launch: Launch,
        created_at: str | None = None,
        log: JsonObject | None = None,
        frames: int = 0,
    ) -> JsonObject:
        """The answer of data.get; `created_at` is the session's where it is not given."""
        free, total = self.ram
        body: JsonObject = {
            "recording": "mobile_recording",
            "session_id": self.session_id,
            "recording_id": recording_id,
            "created_at": created_at or self.created_at,
            "app_launch": {"launch_time_ms": launch.launch_time_ms, "launch_type": launch.launch_type},
            "available_ram": free,
            "total_ram": total,
            "device_metadata": dict(self.device),
            "recording_events_timeline": events,
            **self._person(),
        }
        if self.user_attributes:
            body["user_attributes"] = dict(self.user_attributes)
        if log is not None:
            body["observability_sessions_log_data"] = log
        if frames:
            # What the archive is packed as is not known either, so each platform has another.
            packed = "tar.gz" if self.platform == "ios" else "zip"
            body["video_playback_data"] = _frames(f"{self.session_id}/{recording_id}", frames, packed)
        return body

    def _person(self) -> JsonObject:
        ids = {"rev_user_id": self.rev_user_id, "rev_org_id": self.rev_org_id}
        return {name: value for name, value in ids.items() if value is not None}


def presigned_url(path: str) -> str:
    """A link that carries its own permission, as a store of files signs it."""
    signature = hashlib.sha256(path.encode()).hexdigest()
    query = f"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900&X-Amz-Signature={signature}"
    return f"{STORE}/{path}?{query}"


def _frames(path: str, frames: int, packed: str) -> list[JsonObject]:
    chunks: list[JsonObject] = []
    for first in range(0, frames, FRAMES_PER_CHUNK):
        numbers = [f"{number:04d}" for number in range(first, min(first + FRAMES_PER_CHUNK, frames))]
        chunks.append(
            {
                "start_frame": numbers[0],
                "end_frame": numbers[-1],
                "frames": numbers,
                "frame_image_map": {number: f"img_{int(number)}.png" for number in numbers},
                "presigned_url": presigned_url(f"{path}/frames-{first}.{packed}"),
            }
        )
    return chunks
