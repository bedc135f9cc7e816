"""A phone's screen at a moment: fetched without the token, however it is packed, and every way in which it fails."""

import io
import json

import anyio
import pytest
from asking import data_of, error_of
from drawn import gzipped, image, noise, tarred, zipped
from good_answers import mobile
from PIL import Image
from scripted import Script, answer, hang_up, head, stall
from store import SCREEN, Store, file, image_of, named, silent, stored, words_of

COLOURS = ("#cc0000", "#00cc00", "#0000cc", "#cccc00", "#00cccc")
IMAGES = {f"img_{n}.png": image(colour=colour) for n, colour in enumerate(COLOURS)}
FILE = "/frames"


def recording(store: Store, *, link: str | None = None, **changed: object) -> object:
    """Twenty seconds with an event each five, and five frames."""
    numbers = [f"{n:04d}" for n in range(len(COLOURS))]
    frames = {
        "start_frame": numbers[0],
        "end_frame": numbers[-1],
        "frames": numbers,
        "frame_image_map": {number: f"img_{int(number)}.png" for number in numbers},
        "presigned_url": link or store.link_to(FILE),
    }
    events = [
        {
            "event_type": "user",
            "event_name": "single_tap",
            "object_name": f"b{n}",
            "screen": "S",
            "timestamp_offset_ms": n * 5000,
        }
        for n in range(5)
    ]
    return mobile(
        recording_events_timeline=events, observability_sessions_log_data=None, video_playback_data=[frames], **changed
    )


def colour_of(body: bytes) -> tuple[int, ...]:
    """The nearest of the colours, by number."""
    with Image.open(io.BytesIO(body)) as opened:
        red, green, blue = opened.convert("RGB").tobytes()[:3]
    return tuple(round(channel / 204) for channel in (red, green, blue))


@pytest.mark.parametrize(
    "packed",
    [zipped(IMAGES), tarred(IMAGES), gzipped(tarred(IMAGES)), gzipped(zipped(IMAGES))],
    ids=["zip", "tar", "tar.gz", "zip.gz"],
)
async def test_the_frame_nearest_to_a_moment_is_shown(packed: bytes) -> None:
    async with stored({FILE: file(packed)}, recording) as (store, client):
        result = await client.call_tool(SCREEN, named(False, around="0:09.9"))
        assert colour_of(image_of(result)) == (0, 0, 1)
        assert "Frame 0002 of 5, at 0:10.0, 100 ms after the moment" in words_of(result)
        (asked,) = [heard for heard in store.host.heard if heard.line.startswith(f"GET {FILE}?")]
    assert "authorization" not in asked.headers
    assert asked.headers["accept-encoding"] == "identity"


async def test_without_a_moment_the_end_is_shown_where_nothing_went_wrong() -> None:
    async with stored({FILE: file(zipped(IMAGES))}, recording) as (_, client):
        result = await client.call_tool(SCREEN, named(False))
    assert colour_of(image_of(result)) == (0, 1, 1)
    assert 'Moment: 0:20.0 tap "b4" on S [#5] in recording rec-1.' in words_of(result)


async def test_a_reference_is_a_moment() -> None:
    async with stored({FILE: file(zipped(IMAGES))}, recording) as (_, client):
        result = await client.call_tool(SCREEN, named(False, around="#2"))
    assert colour_of(image_of(result)) == (0, 1, 0)
    data = data_of(result)
    assert (data["ref"], data["at_ms"]) == ("#2", 5000)
    assert data["frame"] == {"number": "0001", "at_ms": 5000, "timing": "spread evenly", "width": 40, "height": 80}


async def test_of_a_single_image_it_is_said_that_nobody_knows_which_frame_it_is() -> None:
    async with stored({FILE: file(IMAGES["img_1.png"])}, recording) as (_, client):
        result = await client.call_tool(SCREEN, named(False, around="0:15"))
    assert colour_of(image_of(result)) == (0, 1, 0)
    assert "The file is a single image for 5 frames; which one it is cannot be known." in words_of(result)


async def test_a_frame_beside_a_damaged_one_is_shown_and_said_to_be() -> None:
    files = {**IMAGES, "img_2.png": IMAGES["img_2.png"][:50]}
    async with stored({FILE: file(zipped(files))}, recording) as (_, client):
        result = await client.call_tool(SCREEN, named(False, around="0:10"))
    assert colour_of(image_of(result)) == (0, 1, 0)
    assert "Frame 0001 of 5, at 0:05.0" in words_of(result)
    assert "a frame nearer to the moment cannot be read" in words_of(result)


async def test_the_second_look_at_a_recording_asks_the_store_for_nothing() -> None:
    async with stored({FILE: file(zipped(IMAGES))}, recording) as (store, client):
        for around in ("0:01", "0:19"):
            image_of(await client.call_tool(SCREEN, named(False, around=around)))
        assert (store.asked, store.recordings) == ([FILE], 1)


async def test_a_link_that_has_expired_is_asked_for_anew() -> None:
    expired = answer(403, b"<Error><Code>AccessDenied</Code></Error>", kind="application/xml")
    async with stored({FILE: [expired, file(zipped(IMAGES))]}, recording) as (store, client):
        image_of(await client.call_tool(SCREEN, named(False)))
        assert (len(store.asked), store.recordings) == (2, 2)


@pytest.mark.parametrize("first", [answer(503, b""), (hang_up,), (head(200, length=99), b"half", hang_up)])
async def test_what_passes_by_itself_is_tried_once_more(first: Script) -> None:
    async with stored({FILE: [first, file(zipped(IMAGES))]}, recording) as (_, client):
        image_of(await client.call_tool(SCREEN, named(False)))


REFUSALS: list[tuple[str, Script, str, bool, str]] = [
    ("always expired", answer(403, b""), "forbidden", False, "refuses the link"),
    ("gone", answer(404, b""), "not_found", False, "no longer kept"),
    (
        "elsewhere",
        answer(302, b"", "Location: https://elsewhere.example/x"),
        "unexpected_response",
        False,
        "a redirect, which is not followed",
    ),
    ("down", answer(503, b""), "upstream_unavailable", True, "does not deliver at the moment"),
    ("hanging up", (hang_up,), "unexpected_response", True, "ended before it was whole"),
    ("too large", head(200, length=65 * 2**20), "response_too_large", False, "larger than the 64 MB"),
    (
        "a video",
        file(b"\x00\x00\x00\x18ftypmp42"),
        "unsupported_recording",
        False,
        "an image or video of the MP4 family",
    ),
    ("a page", file(b"<html>Sign in</html>"), "unsupported_recording", False, "a page of HTML"),
    ("no images", file(zipped({"a.txt": b"x"})), "unsupported_recording", False, "an archive without images"),
    (
        "a damaged image",
        file(zipped({name: body[:50] for name, body in IMAGES.items()})),
        "unsupported_recording",
        False,
        "cannot be read",
    ),
    ("half an archive", file(gzipped(tarred(IMAGES))[:-9]), "unsupported_recording", False, "ends before its end"),
]


@pytest.mark.parametrize(
    ("script", "code", "retryable", "words"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
async def test_what_cannot_be_shown_is_an_error_that_says_why(
    script: Script, code: str, retryable: bool, words: str
) -> None:
    async with stored({FILE: script}, recording) as (_, client):
        result = await client.call_tool(SCREEN, named(False))
    error = error_of(result)
    assert (error["code"], error["retryable"]) == (code, retryable)
    assert words in error["message"]
    assert 'get_session_recording(session_id="s-1", recording_id="rec-1", around="#5"' in error["next_step"]
    silent(result)


async def test_a_store_that_says_nothing_is_left_in_time() -> None:
    async with stored({FILE: (stall,)}, recording, seconds=0.7) as (_, client):
        with anyio.fail_after(5):
            result = await client.call_tool(SCREEN, named(False))
    assert error_of(result)["code"] == "timeout"
    assert "127.0.0.1 did not deliver in time" in error_of(result)["message"]
    silent(result)


@pytest.mark.parametrize(
    "link",
    [
        "http://storage.example/f?X-Amz-Signature=1",
        "ftp://127.0.0.1/f",
        "file:///etc/passwd",
        "frames.zip",
        "https://[",
        "",
    ],
)
async def test_only_https_and_this_machine_are_followed(link: str) -> None:
    def body(store: Store) -> object:
        return recording(store, link=link or " ")

    async with stored({}, body) as (_, client):
        result = await client.call_tool(SCREEN, named(False))
    assert (error_of(result)["code"], error_of(result)["retryable"]) == ("unexpected_response", False)
    assert error_of(result)["message"].endswith(("not plain https.", "no link to what the session looked like."))
    silent(result)


@pytest.mark.parametrize("none", [None, [], [{}], "x"], ids=json.dumps)
async def test_a_recording_without_frames_says_so_and_tells_the_events(none: object) -> None:
    def body(store: Store) -> object:
        return {**_as_dict(recording(store)), "video_playback_data": none}

    async with stored({}, body) as (_, client):
        result = await client.call_tool(SCREEN, named(False))
    assert not result.is_error
    assert "DevRev has no frames of this recording" in data_of(result)["missing"][0]
    assert '[0:20.0 #5] tap "b4" on S' in words_of(result)


def _as_dict(body: object) -> dict[str, object]:
    assert isinstance(body, dict)
    return body  # pyright: ignore[reportUnknownVariableType] - JSON


async def test_the_largest_screen_fits_a_result() -> None:
    large = dict.fromkeys(IMAGES, noise(1440, 3200))

    async with stored({FILE: file(zipped(large))}, recording) as (_, client):
        result = await client.call_tool(SCREEN, named(False))
    shown = image_of(result)
    assert len(words_of(result)) + len(json.dumps(data_of(result))) + len(shown) * 4 / 3 < 48_000


async def test_names_that_do_not_fit_are_said_to_be_unsure() -> None:
    others = {f"{letter}.png": body for letter, body in zip("abcde", IMAGES.values(), strict=True)}
    async with stored({FILE: file(zipped(others))}, recording) as (_, client):
        result = await client.call_tool(SCREEN, named(False, around="#3"))
    assert colour_of(image_of(result)) == (0, 0, 1)
    assert "no file of the archive bears its name, so the image was chosen by its place: unsure" in words_of(result)
