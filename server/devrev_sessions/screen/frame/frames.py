"""Which frame of a phone's recording shows a moment, and how sure that is: DevRev gives frames numbers, not times."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from devrev_sessions.screen.frame.archive import MOST_FILES, Images
from devrev_sessions.timeline.recording import ReplayLink

Timing = Literal["numbered by time", "numbered by offset", "spread evenly", "only one"]
"""How frames were given times: their numbers are times (milliseconds since 1970, or since the start), or they were
taken to stand at equal distances from the first event to the last."""

Found = Literal["by name", "nearest by name", "by place", "single image", "beside a damaged one"]
"""How the image of a frame was found in its archive."""
TRIED: Final = 4
"""Frames that are tried where the nearest cannot be read."""
MOST_OTHERS: Final = 2_000
"""Frames of an archive that are looked for where the nearest is not in it."""
EPOCH_MS: Final = (946_684_800_000, 4_102_444_800_000)
"""The years 2000 to 2100 in milliseconds: a number between them is a time of day."""
LONGEST_MS: Final = 24 * 3600 * 1000
"""Frames numbered by a time that far from the recording's start are numbered by something else."""
OFFSET_SHARE: Final = (0.8, 1.2)
"""How near the last number must come to the recording's length, for numbers to be milliseconds from its start."""
LEAST_GAP_MS: Final = 20
"""Nobody records more than fifty frames a second, so numbers nearer to each other count frames."""
_NUMBER: Final = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class FrameChoice:
    """The frame nearest to a moment. `at_ms` is its own time on the recording's clock, as far as that is known."""

    place: int
    """Which of the recording's links leads to it."""
    number: str
    image: str
    """The name of its image file, empty where DevRev does not say."""
    share: float
    """Where it stands among the frames behind its link, from 0 to 1."""
    at_ms: int
    timing: Timing
    frames: int
    """All frames of the recording."""
    apart_ms: int
    """From one frame to the next, on average."""
    others: "tuple[FrameChoice, ...]" = ()
    """The other frames behind the same link, the nearest to the moment first."""


@dataclass(frozen=True, slots=True)
class _Frame:
    place: int
    number: str
    image: str
    share: float


def frame_at(links: Sequence[ReplayLink], at_ms: int, duration_ms: int, started_ms: float | None) -> FrameChoice | None:
    """The frame nearest to `at_ms` of a recording that is `duration_ms` long and began at `started_ms` since 1970.

    None when there is no link.
    """
    frames = [frame for place, link in enumerate(links) for frame in _frames(place, link)]
    if not frames:
        return _untold(links, at_ms, duration_ms) if links else None
    times, timing = _times(frames, duration_ms, started_ms)
    order = sorted(range(len(frames)), key=lambda index: (abs(times[index] - at_ms), times[index]))
    apart_ms = round((max(times) - min(times)) / max(1, len(frames) - 1))

    def choice(index: int) -> FrameChoice:
        found = frames[index]
        return FrameChoice(
            found.place, found.number, found.image, found.share, round(times[index]), timing, len(frames), apart_ms
        )

    nearest = choice(order[0])
    beside = [index for index in order[1:] if frames[index].place == nearest.place][:MOST_OTHERS]
    return replace(nearest, others=tuple(map(choice, beside)))


def _untold(links: Sequence[ReplayLink], at_ms: int, duration_ms: int) -> FrameChoice:
    """Where nothing is said of the frames: the link and the place behind it that the moment comes to."""
    share = min(1.0, max(0.0, at_ms / max(1, duration_ms)))
    place = min(len(links) - 1, int(share * len(links)))
    return FrameChoice(place, "", "", share * len(links) - place, at_ms, "spread evenly", 0, 0)


def _frames(place: int, link: ReplayLink) -> list[_Frame]:
    numbers = link.frames or tuple(link.images) or _counted(link.begins, link.ends)
    last = max(1, len(numbers) - 1)
    return [_Frame(place, number, link.images.get(number, ""), index / last) for index, number in enumerate(numbers)]


def _counted(begins: str, ends: str) -> tuple[str, ...]:
    """All numbers from the first to the last, where no more is said of the frames; with the zeros of the first."""
    if not (begins.isdecimal() and ends.isdecimal() and 0 <= int(ends) - int(begins) < MOST_FILES):
        return ()
    return tuple(f"{number:0{len(begins)}}" for number in range(int(begins), int(ends) + 1))


def _times(frames: Sequence[_Frame], duration_ms: int, started_ms: float | None) -> tuple[list[float], Timing]:
    if len(frames) == 1:
        return [0.0], "only one"
    for names in ([frame.number for frame in frames], [frame.image for frame in frames]):
        values = _values(names)
        if values is None:
            continue
        if started_ms is not None and _are_times_of_day(values, started_ms):
            return [value - started_ms for value in values], "numbered by time"
        if _are_offsets(values, duration_ms):
            return [float(value) for value in values], "numbered by offset"
    values = _values([frame.number for frame in frames])
    if values is None or len(set(values)) < len(values):
        # Numbers that begin anew behind each link say only in which order the frames stand.
        values = range(len(frames))
    first, last = min(values), max(values)
    return [(value - first) / max(1, last - first) * duration_ms for value in values], "spread evenly"


def _values(names: Sequence[str]) -> list[int] | None:
    """The last number in each name; None where a name has none."""
    found = [_NUMBER.findall(name) for name in names]
    return [int(numbers[-1]) for numbers in found] if all(found) else None


def _are_times_of_day(values: Sequence[int], started_ms: float) -> bool:
    low, high = EPOCH_MS
    return all(low < value < high for value in values) and abs(min(values) - started_ms) < LONGEST_MS


def _are_offsets(values: Sequence[int], duration_ms: int) -> bool:
    low, high = OFFSET_SHARE
    last = max(values)
    return low * duration_ms <= last <= high * duration_ms and last >= LEAST_GAP_MS * len(values)


def _names(images: Images) -> Callable[[FrameChoice], str | None]:
    """Finds the name in the archive of a frame's image; None where no file there bears it."""
    by_name = {name.rpartition("/")[2]: name for name in images.names}
    stems = {name.rpartition(".")[0]: path for name, path in by_name.items()}

    def name_of(frame: FrameChoice) -> str | None:
        wanted = frame.image.rpartition("/")[2]
        if wanted in by_name:
            return by_name[wanted]
        found = (stems[stem] for stem in (wanted.rpartition(".")[0] or wanted, frame.number) if stem and stem in stems)
        return next(found, None)

    return name_of


def frames_in(images: Images, choice: FrameChoice) -> Iterator[tuple[FrameChoice, str, Found]]:
    """The images that may show the moment, the best first: each as the frame it is, with its name in the archive."""
    if images.names == ("",):
        yield choice, "", "by name" if choice.frames <= 1 else "single image"
        return
    name_of = _names(images)
    named = ((each, name) for each in (choice, *choice.others) if (name := name_of(each)))
    present = list(islice(named, TRIED))
    for rank, (each, name) in enumerate(present):
        found: Found = "by name" if each is choice else "nearest by name" if not rank else "beside a damaged one"
        yield each, name, found
    if not present:
        index = round(choice.share * (len(images.names) - 1))
        alone = len(images.names) == 1 and choice.frames <= 1
        yield choice, images.names[index], "by name" if alone else "by place"
