"""The images in what the link to a phone's frames leads to: a zip, a tar, either of them gzipped, or a single image."""

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

LARGEST_BYTES: Final = 256 * 2**20
"""Of an archive, expanded where gzip is around it; frames are compressed images, which gzip hardly makes smaller."""
LARGEST_IMAGE_BYTES: Final = 32 * 2**20
"""Of one image: more than a phone's whole screen without any compression."""
MOST_FILES: Final = 100_000
"""Of one archive: a frame every tenth of a second for almost three hours."""
IMAGE_NAME: Final = re.compile(r"(?!\.)[^/]*\.(?:png|jpe?g|jfif|webp|gif)", re.IGNORECASE)
_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_MARK: Final = slice(257, 262)
_KNOWN: Final[Mapping[bytes, str]] = {
    b"\x1a\x45\xdf\xa3": "a video (WebM)",
    b"Rar!": "an archive of RAR's",
    b"7z\xbc\xaf": "an archive of 7-Zip's",
    b"\xfd7zXZ": "an archive packed with xz",
    b"BZh": "an archive packed with bzip2",
    b"\x28\xb5\x2f\xfd": "an archive packed with Zstandard",
    b"%PDF": "a PDF",
    b"<": "a page of HTML or XML",
    b"{": "JSON",
    b"[": "JSON",
}
"""What else a file may be, by its first bytes, for the reader of the refusal."""


class UnreadableFile(Exception):
    """A file without images that can be read, with the reason in a few words."""


@dataclass(frozen=True, slots=True)
class Images:
    """The images of a file, by name in natural order (`img_2` before `img_10`); the name of a single image is empty."""

    names: tuple[str, ...]
    read: Callable[[str], bytes]
    """The bytes of one of them. Raises UnreadableFile."""


def images_in(body: bytes) -> Images:
    """The images of a file.

    Raises UnreadableFile when it holds none or is of another kind.
    """
    body = _expanded(body) if body.startswith(_GZIP) else body
    if _is_image(body):
        return Images(("",), lambda _: body)
    try:
        if body.startswith(_ZIP):
            return _zipped(body)
        if body[_TAR_MARK] == b"ustar":
            return _tarred(body)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, ValueError, NotImplementedError):
        raise UnreadableFile("it is a damaged archive") from None
    raise UnreadableFile(f"it is {_kind_of(body)}, not a zip, a tar or an image")


def _is_image(body: bytes) -> bool:
    return body.startswith(_IMAGES) or (body.startswith(b"RIFF") and body[8:12] == b"WEBP")


def _kind_of(body: bytes) -> str:
    if body[4:8] == b"ftyp":
        return "an image or video of the MP4 family"
    start = body.lstrip()[:8]
    return next((kind for mark, kind in _KNOWN.items() if start.startswith(mark)), "empty" if not body else "unknown")


def _expanded(body: bytes) -> bytes:
    expander = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        out = expander.decompress(body, LARGEST_BYTES + 1)
    except zlib.error:
        raise UnreadableFile("it is damaged gzip") from None
    if len(out) > LARGEST_BYTES:
        raise UnreadableFile(f"it is larger than the {LARGEST_BYTES // 2**20} MB that are read, expanded")
    if not expander.eof:
        raise UnreadableFile("it ends before its end")
    return out


def _zipped(body: bytes) -> Images:
    archive = zipfile.ZipFile(io.BytesIO(body))
    entries = {entry.filename: entry for entry in archive.infolist()[:MOST_FILES] if _is_frame(entry.filename)}

    def read(name: str) -> bytes:
        entry = entries[name]
        if entry.flag_bits & 1:
            raise UnreadableFile("its images are encrypted")
        try:
            with archive.open(entry) as opened:
                return _bounded(opened.read(LARGEST_IMAGE_BYTES + 1))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise UnreadableFile("the image in it is damaged") from None

    return Images(_in_order(entries), read)


def _tarred(body: bytes) -> Images:
    archive = tarfile.TarFile(fileobj=io.BytesIO(body))
    entries: dict[str, tarfile.TarInfo] = {}
    for count, entry in enumerate(archive):
        if count >= MOST_FILES:
            break
        if entry.isreg() and _is_frame(entry.name):
            entries[entry.name] = entry

    def read(name: str) -> bytes:
        opened = archive.extractfile(entries[name])
        try:
            return _bounded(opened.read(LARGEST_IMAGE_BYTES + 1) if opened else b"")
        except (tarfile.TarError, EOFError, OSError):
            raise UnreadableFile("the image in it is damaged") from None

    return Images(_in_order(entries), read)


def _is_frame(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return IMAGE_NAME.fullmatch(name) is not None and "__MACOSX" not in folder


def _in_order(names: Mapping[str, object]) -> tuple[str, ...]:
    if not names:
        raise UnreadableFile("it is an archive without images")
    return tuple(sorted(names, key=natural))


def natural(name: str) -> list[tuple[bool, int, str]]:
    """A key to sort names by in which numbers count as numbers."""
    return [
        (not piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece)
        for piece in re.split(r"(\d{1,40})", name)
        if piece
    ]


def _bounded(image: bytes) -> bytes:
    if len(image) > LARGEST_IMAGE_BYTES:
        raise UnreadableFile("the image in it is larger than any screen")
    return image
