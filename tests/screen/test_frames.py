"""Which frame stands for a moment, by every way in which frames may be numbered."""

from collections.abc import Sequence

import pytest
from drawn import image, zipped
from hypothesis import given, settings, strategies as st

from devrev_sessions.screen.frame.archive import images_in
from devrev_sessions.screen.frame.frames import FrameChoice, frame_at, frames_in
from devrev_sessions.timeline.recording import ReplayLink

START_MS = 1_776_762_000_000.0


def link(numbers: Sequence[object], name: str = "img_{}.png", begins: str = "", ends: str = "") -> ReplayLink:
    frames = tuple(str(number) for number in numbers)
    images = {frame: name.format(frame) for frame in frames} if name else {}
    return ReplayLink("https://store.example/f", begins, ends, frames, images)


def chosen(links: Sequence[ReplayLink], at_ms: int, duration_ms: int = 100_000) -> FrameChoice:
    choice = frame_at(links, at_ms, duration_ms, START_MS)
    assert choice is not None
    return choice


def test_frames_without_times_are_spread_from_the_start_to_the_last_event() -> None:
    choice = chosen([link(range(101))], 41_200)
    assert (choice.number, choice.image, choice.at_ms) == ("41", "img_41.png", 41_000)
    assert (choice.timing, choice.frames, choice.apart_ms) == ("spread evenly", 101, 1000)


def test_the_ends_of_a_recording_are_its_first_and_its_last_frame() -> None:
    links = [link(range(50)), link(range(50, 101))]
    assert [chosen(links, at).number for at in (-500, 0, 100_000, 104_000)] == ["0", "0", "100", "100"]


def test_of_several_links_the_one_that_holds_the_frame_is_opened() -> None:
    links = [link(range(120)), link(range(120, 240))]
    assert (chosen(links, 80_000).place, chosen(links, 80_000).number) == (1, "191")


def test_frames_that_are_left_out_leave_their_time_to_the_one_before() -> None:
    choice = chosen([link([0, 10, 100])], 30_000)
    assert (choice.number, choice.at_ms) == ("10", 10_000)


def test_numbers_that_begin_anew_behind_each_link_count_on() -> None:
    links = [link(range(50)), link(range(50))]
    assert (chosen(links, 75_000).place, chosen(links, 75_000).number) == (1, "24")


def test_frames_numbered_by_the_time_of_day_stand_where_they_were_taken() -> None:
    choice = chosen([link([int(START_MS) + at for at in (0, 9_000, 20_000)])], 9_400)
    assert (choice.at_ms, choice.timing) == (9_000, "numbered by time")


def test_the_time_may_stand_in_the_name_of_the_image_alone() -> None:
    frames = ReplayLink(
        *("https://store.example/f", "", ""),
        ("1", "2", "3"),
        {"1": "shot-1776762000000.webp", "2": "shot-1776762004000.webp", "3": "shot-1776762090000.webp"},
    )
    choice = chosen([frames], 5_000)
    assert (choice.number, choice.at_ms, choice.timing) == ("2", 4_000, "numbered by time")


def test_numbers_that_end_with_the_recordings_length_are_milliseconds() -> None:
    choice = chosen([link(range(0, 99_001, 500))], 41_200)
    assert (choice.number, choice.at_ms, choice.timing) == ("41000", 41_000, "numbered by offset")


def test_a_number_a_frame_is_no_time_however_near_it_comes_to_the_length() -> None:
    assert chosen([link(range(5_001))], 2_500, 5_000).timing == "spread evenly"


def test_a_single_frame_is_the_one() -> None:
    assert chosen([link([7])], 50_000).timing == "only one"


def test_frames_are_counted_where_only_the_first_and_the_last_are_told() -> None:
    bare = ReplayLink("https://store.example/f", "0000", "0100")
    choice = chosen([bare], 41_200)
    assert (choice.number, choice.image, choice.frames) == ("0041", "", 101)


def test_where_nothing_is_told_of_frames_the_place_in_the_archive_is() -> None:
    bare = ReplayLink("https://store.example/f", "", "")
    choice = chosen([bare, bare], 75_000)
    assert (choice.place, choice.share, choice.frames) == (1, 0.5, 0)


def test_without_links_there_is_no_frame() -> None:
    assert frame_at([], 0, 100, None) is None


@pytest.mark.parametrize(
    ("names", "number", "name", "found"),
    [
        (["img_41.png", "img_42.png"], "41", "img_41.png", "by name"),
        (["deep/er/img_41.png", "x.png"], "41", "deep/er/img_41.png", "by name"),
        (["img_41.jpg", "x.png"], "41", "img_41.jpg", "by name"),
        (["41.png", "42.png"], "41", "41.png", "by name"),
        (["img_0.png", "img_30.png", "img_60.png"], "30", "img_30.png", "nearest by name"),
        ([f"{letter}.png" for letter in "abcde"], "41", "c.png", "by place"),
        (["only.png"], "41", "only.png", "by place"),
    ],
)
def test_the_image_is_found_by_its_name_or_by_its_place(names: list[str], number: str, name: str, found: str) -> None:
    images = images_in(zipped(dict.fromkeys(names, image())))
    choice, told, how = next(frames_in(images, chosen([link(range(83))], 50_000)))
    assert (choice.number, told, how) == (number, name, found)


def test_of_a_single_image_nobody_knows_which_of_many_frames_it_is() -> None:
    alone = images_in(image())
    assert [how for _, _, how in frames_in(alone, chosen([link(range(21))], 50_000))] == ["single image"]
    assert [how for _, _, how in frames_in(alone, chosen([link([7])], 50_000))] == ["by name"]


def test_frames_beside_one_that_cannot_be_read_come_after_it() -> None:
    images = images_in(zipped({f"img_{n}.png": image() for n in range(83)}))
    tried = [choice.number for choice, _, _ in frames_in(images, chosen([link(range(83))], 50_000))]
    assert tried == ["41", "40", "42", "39"]


LINKS = st.builds(
    ReplayLink,
    st.just("https://store.example/f"),
    st.text("0129 x", max_size=5),
    st.text("0129 x", max_size=5),
    st.lists(st.text("0129a", max_size=14), max_size=6).map(tuple),
    st.dictionaries(st.text("0129a", max_size=3), st.text("0129a.png", max_size=14), max_size=4),
)


@settings(database=None, deadline=None, derandomize=True, max_examples=300)
@given(
    st.lists(LINKS, min_size=1, max_size=4),
    st.integers(-5_000, 10**9),
    st.integers(0, 10**9),
    st.none() | st.just(START_MS),
)
def test_any_links_come_to_a_frame_behind_one_of_them(
    links: list[ReplayLink], at_ms: int, duration_ms: int, started_ms: float | None
) -> None:
    choice = frame_at(links, at_ms, duration_ms, started_ms)
    assert choice is not None
    assert 0 <= choice.place < len(links)
    assert 0 <= choice.share <= 1
    images = images_in(zipped({"a.png": b"x", "b.png": b"x"}))
    assert all(name in images.names for _, name, _ in frames_in(images, choice))
