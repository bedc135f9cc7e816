"""What can be noticed beside failures: how a person moved and waited, and what the device suffered from."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from devrev_sessions.digest.chains import action_before
from devrev_sessions.digest.forms import Form, forms
from devrev_sessions.digest.incident import Incident
from devrev_sessions.digest.series import Series
from devrev_sessions.digest.thresholds import (
    LOW_MEMORY_SHARE,
    MEMORY_WORDS,
    NEAR_MS,
    POLLING_FROM,
    POLLING_MOST,
    QUICK_BACK_MS,
    QUICKEST_MS,
    REMARKED_IDLE_MS,
    SLOW_LAUNCH_MS,
    THRASH_MS,
    THRASH_TURNS,
    VERY_SLOW_REQUEST_MS,
)
from devrev_sessions.digest.walk import Scan, Visit
from devrev_sessions.timeline.events import NOTHING, AppText, Kind
from devrev_sessions.timeline.story import Story

_NUMBER: Final = re.compile(r"\d+")
"""What tells the rows of a list apart."""

SignalKind = Literal[
    "thrash", "quick_back", "abandoned_form", "hesitation", "slow_launch", "low_memory", "slow_request", "paused",
    "background", "idle", "polling",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """One sort of thing that was noticed, however often it came.

    `indexes` are events that show it, in order; `about` and `other` name screens, requests or the style of a launch.
    `times` counts them where `indexes` show one of them whole; `longest_ms` and `total_ms` say how long where it
    lasts; `share` is that of free memory.
    """

    kind: SignalKind
    indexes: tuple[int, ...]
    about: AppText = NOTHING
    other: AppText = NOTHING
    times: int = 1
    longest_ms: int = 0
    total_ms: int = 0
    share: float | None = None
    reported: bool = False
    unended: int = 0
    """Pauses after which nothing says that the recording went on."""


def find_signals(
    story: Story, walk: Scan, incidents: Sequence[Incident], series: Mapping[int, Series]
) -> tuple[Signal, ...]:
    """Every signal, those about what a person did first."""
    told = {index for incident in incidents for index in incident.indexes}
    worked_on = list(forms(walk))
    thrashes = list(_thrashes(walk))
    within = {index for thrash in thrashes for index in thrash.indexes}
    hesitations = list(_hesitations(worked_on))
    waited = {index for signal in hesitations for index in signal.indexes}
    return (
        *thrashes,
        *_quick_backs(walk, within),
        *_abandoned(worked_on),
        *hesitations,
        *_launches(story, walk),
        *_memory(story, walk),
        *_slow(walk, told),
        *_pauses(walk),
        *_silence(walk, waited),
        *_polling(walk, series),
    )


def _by_part(walk: Scan) -> Iterator[list[Visit]]:
    parts: dict[int, list[Visit]] = {}
    for visit in walk.visits:
        parts.setdefault(visit.part, []).append(visit)
    yield from parts.values()


def _thrashes(walk: Scan) -> Iterator[Signal]:
    """To and fro between two screens, THRASH_TURNS changes or more within THRASH_MS; each pair of screens once."""
    found: dict[tuple[AppText, AppText], list[list[Visit]]] = {}
    for visits in _by_part(walk):
        run: list[Visit] = []
        for visit in visits:
            alternates = len(run) < 2 or visit.screen == run[-2].screen != run[-1].screen
            quick = len(run) < THRASH_TURNS or visit.at_ms - run[-THRASH_TURNS].at_ms <= THRASH_MS
            if not (alternates and quick):
                _keep_thrash(found, run)
                run = run[-1:] if not alternates else run[1 - THRASH_TURNS :]
            run.append(visit)
        _keep_thrash(found, run)
    for (screen, other), runs in found.items():
        longest = max(runs, key=len)
        lasted = longest[-1].at_ms - longest[0].at_ms
        rest = tuple(each[0].index for each in runs if each is not longest)
        yield Signal("thrash", (*(visit.index for visit in longest), *rest), screen, other, len(runs), 0, lasted)


def _keep_thrash(found: dict[tuple[AppText, AppText], list[list[Visit]]], run: list[Visit]) -> None:
    if len(run) > THRASH_TURNS and run[0].screen != run[1].screen:
        first, second = sorted((run[0].screen, run[1].screen))
        found.setdefault((first, second), []).append(list(run))


def _quick_backs(walk: Scan, within: set[int]) -> Iterator[Signal]:
    """A screen that was left for the one before it within QUICK_BACK_MS; not where a thrash tells it already."""
    found: dict[tuple[AppText, AppText], list[Visit]] = {}
    for visits in _by_part(walk):
        for before, here, again in zip(visits, visits[1:], visits[2:], strict=False):
            quick = QUICKEST_MS <= again.at_ms - here.at_ms <= QUICK_BACK_MS
            if quick and before.screen == again.screen != here.screen and here.index not in within:
                found.setdefault((before.screen, here.screen), []).append(here)
    for (screen, other), visits in found.items():
        yield Signal("quick_back", tuple(visit.index for visit in visits), screen, other)


def _abandoned(worked_on: list[Form]) -> Iterator[Signal]:
    for form in worked_on:
        if form.abandoned:
            yield Signal("abandoned_form", form.fields, form.screen)


def _hesitations(worked_on: list[Form]) -> Iterator[Signal]:
    found: dict[AppText, list[tuple[int, int]]] = {}
    for form in worked_on:
        found.setdefault(form.screen, []).extend(form.hesitations)
    for screen, waits in found.items():
        if waits:
            longest = max(lasted for _, lasted in waits)
            yield Signal("hesitation", tuple(index for index, _ in waits), screen, longest_ms=longest)


def _launches(story: Story, walk: Scan) -> Iterator[Signal]:
    launches = walk.places.get(Kind.LAUNCH, [])
    for number, part in enumerate(story.parts):
        launch = part.recording.launch if part.recording else None
        if launch is None or not launch.took_ms:
            continue
        style = launch.style.lower()
        if launch.took_ms >= SLOW_LAUNCH_MS.get(style, SLOW_LAUNCH_MS["cold"]):
            shown = tuple(index for index in launches if story.events[index].part == number)[:1]
            yield Signal("slow_launch", shown, launch.style, longest_ms=launch.took_ms)


def _memory(story: Story, walk: Scan) -> Iterator[Signal]:
    warned: list[int] = []
    for kind in (Kind.LOG, Kind.CUSTOM, Kind.CONSOLE):
        places = walk.places.get(kind, [])
        names = {walk.events[index].name for index in places}
        if warning := {name for name in names if any(word in name[:500].lower() for word in MEMORY_WORDS)}:
            warned.extend(index for index in places if walk.events[index].name in warning)
    shares = [
        recording.memory.available / recording.memory.total
        for recording in story.recordings
        if recording.memory and recording.memory.total and recording.memory.available is not None
    ]
    share = min(shares, default=None)
    low = share is not None and 0 <= share < LOW_MEMORY_SHARE
    if low or warned:
        yield Signal("low_memory", tuple(sorted(warned)), share=share if low else None, reported=bool(warned))


def _slow(walk: Scan, told: set[int]) -> Iterator[Signal]:
    """Requests that took long, but not so long that they are an incident."""
    found: dict[AppText, list[int]] = {}
    for index in walk.slow:
        if index not in told and (walk.exchanges[index].took_ms or 0) < VERY_SLOW_REQUEST_MS:
            found.setdefault(walk.events[index].name, []).append(index)
    for name, indexes in found.items():
        longest = max(walk.exchanges[index].took_ms or 0 for index in indexes)
        yield Signal("slow_request", tuple(indexes), name, longest_ms=longest)


def _pauses(walk: Scan) -> Iterator[Signal]:
    """The app paused its own recording; how long, where it says when it went on."""
    stops = [i for i in walk.places.get(Kind.PAUSE, ()) if walk.events[i].action == "pause_recording_called"]
    goes_on = walk.places.get(Kind.RESUME, [])
    total = unended = 0
    for index, following in pairwise([*stops, len(walk.events)]):
        part = walk.events[index].part
        end = next((i for i in goes_on if index < i < following and walk.events[i].part == part), None)
        unended += end is None
        total += walk.events[end].at_ms - walk.events[index].at_ms if end is not None else 0
    if stops:
        yield Signal("paused", tuple(stops), total_ms=total, unended=unended, reported=True)


def _silence(walk: Scan, waited: set[int]) -> Iterator[Signal]:
    """Time in the background and time in which nothing was recorded, each once."""
    away = _away(walk)
    if away:
        lasted = [ms for _, ms in away]
        yield Signal("background", tuple(i for i, _ in away), longest_ms=max(lasted), total_ms=sum(lasted))
    told = {index for index, _ in away} | waited
    idle = [
        gap
        for gap in walk.gaps
        if gap.why == "idle"
        and gap.lasted_ms >= REMARKED_IDLE_MS
        and gap.index not in told
        and walk.events[gap.index - 1].kind is not Kind.PAUSE
    ]
    if idle:
        lasted = [gap.lasted_ms for gap in idle]
        yield Signal("idle", tuple(gap.index for gap in idle), longest_ms=max(lasted), total_ms=sum(lasted))


def _away(walk: Scan) -> list[tuple[int, int]]:
    """Each time the app came back to the front: the event, and how long it had been away."""
    found: list[tuple[int, int]] = []
    for sooner, later in pairwise(sorted(walk.turns)):
        if walk.turns[sooner] == "away" and walk.turns[later] == "back":
            found.append((later, walk.events[later].at_ms - walk.events[sooner].at_ms))
    seen = {index for index, _ in found}
    found.extend((gap.index, gap.lasted_ms) for gap in walk.gaps if gap.why == "background" and gap.index not in seen)
    return sorted(found)


def _polling(walk: Scan, series: Mapping[int, Series]) -> Iterator[Signal]:
    """Requests that come by themselves at a regular pace, those with several outcomes first, then the most frequent."""
    paced = (each for each in series.values() if each.every_ms and len(each.indexes) >= POLLING_FROM)
    regular = [each for each in paced if not _asked_for(walk, each)]
    telling = sorted(regular, key=lambda each: (len(each.outcomes) < 2, -len(each.indexes)))
    for each in telling[:POLLING_MOST]:
        yield Signal("polling", each.indexes[:1], each.name, times=len(each.indexes), longest_ms=each.every_ms or 0)


def _asked_for(walk: Scan, series: Series) -> bool:
    """Whether most of the first calls began right after a person had done the same thing."""
    calls = series.indexes[1 : 1 + POLLING_FROM]
    touched: Counter[str] = Counter()
    for index in calls:
        action = action_before(walk, index)
        if action is not None and 0 <= walk.began_ms(index) - walk.events[action].at_ms <= NEAR_MS:
            touched[_NUMBER.sub("", walk.events[action].target)] += 1
    return any(times * 2 > len(calls) for times in touched.values())
