"""A frame made small enough to be looked at in an answer, and nothing left in it but what is seen."""

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from devrev_sessions.screen.frame.archive import UnreadableFile

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS: Final = 50_000_000
"""Of a frame; the largest screen of a phone or tablet has 8 million."""
LONGEST_SIDES_PX: Final = (1280, 1024, 896, 768, 640, 512, 384, 256)
"""Tried one after the other: on the first the small print of a phone's screen is read, and models look no closer than
at about 1,500 pixels."""
QUALITIES: Final = (80, 60, 45)
MIME_TYPE: Final = "image/webp"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of `width` by `height` pixels, scaled from `original`."""

    body: bytes
    width: int
    height: int
    original: tuple[int, int]


def scaled(raw: bytes, most_bytes: int) -> Picture:
    """The image in `raw` as WebP of at most `most_bytes`, without any words that stand beside it in the file.

    Raises UnreadableFile.
    """
    image = _opened(raw)
    for longest in LONGEST_SIDES_PX:
        smaller = _within(image, longest)
        for quality in QUALITIES:
            body = _written(smaller, quality)
            if len(body) <= most_bytes:
                return Picture(body, smaller.width, smaller.height, image.size)
    raise UnreadableFile("the image in it cannot be made small enough")


def _opened(raw: bytes) -> "Image":
    # Loaded with the first frame that is asked for: a server that never shows one starts without it.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise UnreadableFile(f"the image has {opened.width} x {opened.height} pixels")
                return opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UnreadableFile("the image in it cannot be read") from None


def _within(image: "Image", longest: int) -> "Image":
    share = min(1.0, longest / max(image.size))
    width, height = (max(1, round(side * share)) for side in image.size)
    if share == 1:
        return image
    smaller = image.copy()
    smaller.thumbnail((width, height))
    return smaller


def _written(image: "Image", quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()
