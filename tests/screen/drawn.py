"""Images and archives of them, made for a test."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

from PIL import Image


def image(width: int = 40, height: int = 80, colour: str = "#336699", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def noise(width: int, height: int) -> bytes:
    """An image that no format makes much smaller."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 90).save(out, "PNG")
    return out.getvalue()


def size_of(body: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(body)) as opened:
        return opened.size


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            # Without the time of day, which would stand in the names of tests that two processes collect.
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, body in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return out.getvalue()


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
