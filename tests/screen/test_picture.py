"""A frame as it leaves: small, of one kind, and without anything but what is seen."""

import io

import pytest
from drawn import image, noise, size_of
from PIL import Image, PngImagePlugin

from devrev_sessions.screen.frame.archive import UnreadableFile
from devrev_sessions.screen.frame.picture import scaled


def test_a_large_screen_is_scaled_and_keeps_its_form() -> None:
    picture = scaled(image(1080, 2400), 27_000)
    assert (picture.width, picture.height, picture.original) == (576, 1280, (1080, 2400))
    assert size_of(picture.body) == (576, 1280)


def test_a_small_one_stays_as_it_is() -> None:
    assert size_of(scaled(image(200, 320), 27_000).body) == (200, 320)


def test_whatever_it_shows_it_keeps_the_limit() -> None:
    picture = scaled(noise(1080, 2400), 27_000)
    assert len(picture.body) <= 27_000
    assert picture.height / picture.width == pytest.approx(2400 / 1080, rel=0.02)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_kind_of_image_leaves_as_webp(kind: str) -> None:
    with Image.open(io.BytesIO(scaled(image(kind=kind), 27_000).body)) as opened:
        assert opened.format == "WEBP"


def test_words_beside_the_picture_do_not_leave() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "ada.lindqvist@mail.example")
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG", pnginfo=words, exif=b"Exif\x00\x00secret-place")
    body = scaled(out.getvalue(), 27_000).body
    assert b"ada.lindqvist" not in body
    assert b"secret-place" not in body


@pytest.mark.parametrize(
    "raw", [b"", b"\x89PNG\r\n\x1a\n", image()[:60], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff"]
)
def test_what_is_no_whole_image_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        scaled(raw, 27_000)


def test_an_image_larger_than_any_screen_is_not_opened() -> None:
    with pytest.raises(UnreadableFile, match="60000 x 1000 pixels"):
        scaled(image(60_000, 1_000), 27_000)
