"""Archives of frames: read in whichever way they are packed, refused in plain words where they are not."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from drawn import gzipped, image, tarred, zipped
from hypothesis import given, settings, strategies as st

from devrev_sessions.screen.frame.archive import LARGEST_IMAGE_BYTES, UnreadableFile, images_in

ONE, TWO, TEN = image(colour="#110000"), image(colour="#220000"), image(colour="#aa0000")
FILES = {"frames/img_10.png": TEN, "frames/img_1.png": ONE, "frames/img_2.png": TWO, "frames/index.json": b"{}"}


@pytest.mark.parametrize(
    "packed",
    [zipped(FILES), tarred(FILES), gzipped(tarred(FILES)), gzipped(zipped(FILES))],
    ids=["zip", "tar", "tar.gz", "zip.gz"],
)
def test_images_come_in_natural_order_however_they_are_packed(packed: bytes) -> None:
    images = images_in(packed)
    assert images.names == ("frames/img_1.png", "frames/img_2.png", "frames/img_10.png")
    assert [images.read(name) for name in images.names] == [ONE, TWO, TEN]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("pack", [bytes, gzipped], ids=["plain", "gzip"])
def test_a_single_image_is_the_only_frame(kind: str, pack: Callable[[bytes], bytes]) -> None:
    alone = image(kind=kind)
    images = images_in(pack(alone))
    assert (images.names, images.read("")) == (("",), alone)


def test_what_a_mac_adds_and_hidden_files_are_no_frames() -> None:
    images = images_in(zipped({"__MACOSX/._a.png": b"x", ".b.png": b"x", "a.png": ONE, "a.txt": b"x", "c/": b""}))
    assert images.names == ("a.png",)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty, not a zip, a tar or an image"),
        (b"\x00\x00\x00\x18ftypmp42....", "an image or video of the MP4 family"),
        (b"\x1a\x45\xdf\xa3webm", "a video (WebM)"),
        (b"<?xml version='1.0'?><Error/>", "a page of HTML or XML"),
        (b'{"frames": []}', "JSON"),
        (b"7z\xbc\xaf\x27\x1c", "an archive of 7-Zip's"),
        (b"\x28\xb5\x2f\xfdx", "packed with Zstandard"),
        (b"nothing known", "it is unknown"),
        (zipped({"readme.txt": b"x"}), "it is an archive without images"),
        (zipped(FILES)[:60], "it is a damaged archive"),
        (gzipped(zipped(FILES))[:-20], "it ends before its end"),
        (b"\x1f\x8b\x08broken", "it is damaged gzip"),
    ],
)
def test_a_file_of_another_kind_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        images_in(body)
    assert reason in str(caught.value)


def test_a_gzip_that_bursts_is_not_expanded() -> None:
    with pytest.raises(UnreadableFile, match="larger than the 256 MB"):
        images_in(gzipped(bytes(257 * 2**20)))


def test_an_image_that_bursts_is_not_read() -> None:
    body = zipped({"a.png": b""})
    with pytest.raises(UnreadableFile, match="larger than any screen"):
        images_in(_compressed("a.png", bytes(LARGEST_IMAGE_BYTES + 1))).read("a.png")
    assert images_in(body).read("a.png") == b""


def test_an_image_that_is_damaged_in_its_archive_is_told() -> None:
    body = bytearray(_compressed("a.png", ONE * 20))
    middle = len(body) // 2
    body[middle : middle + 8] = b"\x00" * 8
    images = images_in(bytes(body))
    with pytest.raises(UnreadableFile, match="damaged"):
        images.read("a.png")


def _compressed(name: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


@settings(database=None, deadline=None, derandomize=True, max_examples=300)
@given(
    st.sampled_from([zipped(FILES), tarred(FILES), gzipped(tarred(FILES)), ONE]),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=8)), max_size=4),
    st.integers(0, 4000),
)
def test_a_damaged_file_is_read_or_refused(whole: bytes, damage: list[tuple[int, bytes]], end: int) -> None:
    body = bytearray(whole[:end])
    for at, piece in damage:
        body[at : at + len(piece)] = piece
    with suppress(UnreadableFile):
        images = images_in(bytes(body))
        assert images.names
        for name in images.names:
            images.read(name)
