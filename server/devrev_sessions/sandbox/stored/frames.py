"""Frames of an invented app: its screen, the things on it, and where a finger is."""

import io
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from devrev_sessions.sandbox.sample_session import JsonObject

WIDTH, HEIGHT = 540, 1200
TOUCH_MS = 1_500
"""How long a touch is seen; real screens show none, but a sample should show what it is a sample of."""
MOST_THINGS = 9


@dataclass(frozen=True)
class Moment:
    """What one frame shows: a screen, what is ever touched on it, and what is touched now."""

    screen: str
    things: tuple[str, ...]
    touched: str = ""


def frames_archive(recording: JsonObject, first: int, packed: str) -> bytes | None:
    """The archive whose frames begin with number `first`, a zip or a tar.gz; None where the recording has none such."""
    chunks = cast("list[JsonObject]", recording.get("video_playback_data", []))
    chunk = next((each for each in chunks if int(str(each["start_frame"])) == first), None)
    if chunk is None:
        return None
    events = cast("list[JsonObject]", recording["recording_events_timeline"])
    last = max(int(str(each["end_frame"])) for each in chunks)
    end_ms = max((_offset(event) for event in events), default=0)
    images = cast("dict[str, str]", chunk["frame_image_map"])
    drawn = {name: _drawn(_moment(events, int(number) / max(1, last) * end_ms)) for number, name in images.items()}
    return _zip(drawn.items()) if packed == "zip" else _tar(drawn.items())


def _moment(events: Sequence[JsonObject], at_ms: float) -> Moment:
    past = [event for event in events if _offset(event) <= at_ms]
    screen = next((str(event["screen"]) for event in reversed(past) if event.get("screen")), "")
    names = [
        str(event["object_name"]) for event in events if event.get("screen") == screen and event.get("object_name")
    ]
    touched = next(
        (
            str(event["object_name"])
            for event in reversed(past)
            if event.get("event_type") == "user" and event.get("object_name") and at_ms - _offset(event) <= TOUCH_MS
        ),
        "",
    )
    return Moment(screen, tuple(dict.fromkeys(names))[:MOST_THINGS], touched)


def _offset(event: JsonObject) -> int:
    offset = event.get("timestamp_offset_ms")
    return offset if isinstance(offset, int) else 0


@lru_cache(maxsize=256)
def _drawn(moment: Moment) -> bytes:
    # With the first frame that is asked for: most who start a sandbox never ask for one.
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    image = Image.new("RGB", (WIDTH, HEIGHT), "#f4f5f7")
    draw = ImageDraw.Draw(image)
    large, small = ImageFont.load_default(30), ImageFont.load_default(24)
    draw.rectangle((0, 0, WIDTH, 110), fill="#1d4d4f")
    draw.text((24, 50), moment.screen, fill="white", font=large)
    for place, thing in enumerate(moment.things):
        top = 150 + place * 110
        touched = thing == moment.touched
        box = (24, top, WIDTH - 24, top + 84)
        draw.rounded_rectangle(
            box, 14, fill="#ffd9a0" if touched else "white", outline="#1d4d4f", width=4 if touched else 1
        )
        draw.text((48, top + 26), thing, fill="#16324f", font=small)
        if touched:
            draw.ellipse((WIDTH - 110, top + 14, WIDTH - 54, top + 70), outline="#c0392b", width=5)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG")
    return out.getvalue()


def _zip(images: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, image in images:
            archive.writestr(zipfile.ZipInfo(name), image)
    return out.getvalue()


def _tar(images: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, image in images:
            entry = tarfile.TarInfo(f"frames/{name}")
            entry.size = len(image)
            archive.addfile(entry, io.BytesIO(image))
    return out.getvalue()
