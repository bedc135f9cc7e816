"""Several sessions side by side: the failure they share, the way to it, and where one that works goes another way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import mean
from typing import Final, Literal, get_args

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident, gravity
from devrev_sessions.digest.thresholds import (
    COMMON_SHARE,
    COMMON_STEPS,
    COMPARED_STEPS,
    SHARED_WEIGHT,
    SHOWN_COMMON,
    TELLING_WEIGHT,
)
from devrev_sessions.digest.words import likeness_of
from devrev_sessions.timeline.events import ACTIONS, NOTHING, Event, Kind
from devrev_sessions.timeline.recording import Device

StepKey = tuple[str, str]
FailureKey = tuple[str, str, str]
Trait = Literal["platform", "app version", "device", "system", "browser", "network", "start", "organisation"]
TWO: Final = 2
"""Sessions of which one is held against the other."""
TRAITS: Final[tuple[Trait, ...]] = get_args(Trait)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: what it is, whether it came out well, and its event's index in the story."""

    key: StepKey
    failed: bool
    index: int


@dataclass(frozen=True, slots=True)
class Common:
    """A step on the way to the failure, how it came out, and its place in each session that made it so."""

    key: StepKey
    failed: bool
    places: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Parting:
    """Where two sessions went the same way no longer. Indexes are events; None where there is none.

    `last` is the last step that both made; `failing` and `working` are what came next in each. Where the same step came
    out otherwise, it is both.
    """

    failing_session: int
    working_session: int
    together: int
    """Steps that both made one after the other up to there."""
    last: tuple[int, int] | None
    failing: int | None
    working: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What sessions have in common. Sessions are named by their place among those compared."""

    failure: FailureKey | None
    """What went wrong in most of them; None where nothing did in any."""
    incidents: Mapping[int, Incident]
    """That failure in each session that has it."""
    common: tuple[Common, ...]
    partings: tuple[Parting, ...]
    traits: Mapping[Trait, tuple[str, ...]]
    """What is not the same in all of them: the value in each session, empty where it is not known."""


def compare(digests: Sequence[Digest]) -> Comparison:
    """Compare two or more sessions."""
    pools = _pools(digests)
    failure = _shared_failure(digests, pools)
    incidents = {place: found for place, pool in enumerate(pools) if (found := _incident(pool, failure))}
    ways = {place: way(told) for place, told in enumerate(digests)}
    before = {place: _up_to(ways[place], incident) for place, incident in incidents.items()}
    working = [place for place in range(len(digests)) if place not in incidents and ways[place]]
    partings = tuple(found for other in working if (found := _most_telling(before, other, ways[other])))
    return Comparison(failure, incidents, _common(before), partings, _traits(digests))


def way(told: Digest) -> tuple[Step, ...]:
    """The steps of a story in order, the same one after itself told once; what an app asks again and again is none."""
    steps: list[Step] = []
    walk = told.walk
    polled = {index for series in told.series.values() if series.every_ms for index in series.indexes}
    for index, event in enumerate(told.story.events):
        key = _key(event, entered=index in walk.entered)
        if key is None or index in polled or (steps and steps[-1].key == key and event.kind is not Kind.REQUEST):
            continue
        exchange = walk.exchanges.get(index)
        failed = bool(exchange and exchange.failed) or (event.kind in ACTIONS and event.unanswered)
        steps.append(Step(key, failed, index))
    return tuple(steps)


def _key(event: Event, *, entered: bool) -> StepKey | None:
    if entered and event.screen:
        return ("screen", event.screen)
    match event.kind:
        case Kind.TAP | Kind.RAGE_TAP | Kind.DEAD_TAP:
            return ("tap", event.target or event.screen) if event.target or event.screen else None
        case Kind.INPUT:
            return ("field", event.target or event.name)
        case Kind.NAVIGATION:
            return ("screen", event.screen) if event.screen else ("step", event.action)
        case Kind.REQUEST:
            return ("request", likeness_of(event.name))
        case Kind.CUSTOM:
            return ("event", event.name)
        case Kind.EXCEPTION | Kind.ERROR | Kind.ANR:
            return ("failure", event.name or event.kind)
        case _:
            return None


def failure_key(incident: Incident) -> FailureKey:
    """What makes two failures the same: the kind, the name or the exception, and the first frame of the app's own."""
    trace = incident.trace
    frame = trace.own[0].function if trace and trace.own else ""
    return (incident.kind, trace.exception if trace else likeness_of(incident.name), frame)


def _shared_failure(digests: Sequence[Digest], pools: Sequence[Sequence[Incident]]) -> FailureKey | None:
    """The failure that the sessions are compared for.

    How bad it is counts, that several have it counts more, and of two sessions that not both have it: only that tells
    them apart. A request that worked later counts where nothing lasted.
    """
    having: dict[FailureKey, dict[int, float]] = {}
    for place, (told, pool) in enumerate(zip(digests, pools, strict=True)):
        for each in pool:
            worst = having.setdefault(failure_key(each), {})
            worst[place] = max(worst.get(place, 0), gravity(told.walk, each))

    def rank(key: FailureKey) -> tuple[float, int]:
        # What both of two sessions have tells them not apart, however bad it is.
        count, pair = len(having[key]), len(digests) == TWO
        weight = TELLING_WEIGHT * (count == 1) if pair else SHARED_WEIGHT * (count > 1)
        return max(having[key].values()) + weight, count

    return max(having, key=rank, default=None)


def _pools(digests: Sequence[Digest]) -> list[tuple[Incident, ...]]:
    """What went wrong in each session and was not settled; where nothing of that in any, what was settled too."""
    lasting = [tuple(each for each in told.incidents if each.settled is None) for told in digests]
    return lasting if any(lasting) else [told.incidents for told in digests]


def _incident(pool: Sequence[Incident], failure: FailureKey | None) -> Incident | None:
    return next((each for each in pool if failure_key(each) == failure), None)


def _up_to(steps: Sequence[Step], incident: Incident) -> tuple[Step, ...]:
    """The way to the first occurrence of a failure; none where no event shows it, or it was in the run before."""
    if not incident.indexes or incident.previous_run:
        return ()
    return tuple(step for step in steps if step.index <= incident.indexes[0])


def _common(before: Mapping[int, Sequence[Step]]) -> tuple[Common, ...]:
    """The steps that enough of the failing sessions made shortly before, in order, counted back from the failure."""
    found: dict[tuple[StepKey, bool], dict[int, tuple[int, int]]] = {}
    for place, steps in before.items():
        for back, step in enumerate(reversed(steps[-COMMON_STEPS:])):
            found.setdefault((step.key, step.failed), {}).setdefault(place, (back, step.index))
    least = max(min(2, len(before)), len(before) * COMMON_SHARE)
    shared = [(key, places) for key, places in found.items() if len(places) >= least]
    shared.sort(key=lambda each: mean(back for back, _ in each[1].values()))
    nearest = shared[:SHOWN_COMMON]
    return tuple(
        Common(*key, {place: index for place, (_, index) in places.items()}) for key, places in reversed(nearest)
    )


def _most_telling(before: Mapping[int, Sequence[Step]], working: int, others: Sequence[Step]) -> Parting | None:
    """Of the failing sessions the one that parts from a working one with a step that most of the failing made."""
    made = Counter((step.key, step.failed) for steps in before.values() for step in set(_plain(steps)))
    found: list[tuple[tuple[int, int], Parting]] = []
    for failing, steps in before.items():
        if not steps:
            continue
        parting = _parting(failing, steps, working, others)
        step = next((each for each in steps if each.index == parting.failing), None)
        shared = made[step.key, step.failed] if step else 0
        found.append(((shared, parting.together), parting))
    return max(found, key=lambda each: each[0])[1] if found else None


def _plain(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps without their places, so that one is counted once for each session."""
    return (Step(step.key, step.failed, 0) for step in steps)


def _parting(failing: int, steps: Sequence[Step], working: int, others: Sequence[Step]) -> Parting:
    """Where the way to the failure and another one part, looked for where they go together longest."""
    one, other = steps[-COMPARED_STEPS:], others[:]
    matcher = SequenceMatcher(None, [step.key for step in one], [step.key for step in other], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Parting(failing, working, 0, None, None, None)
    longest = max(blocks, key=lambda block: (block.size, block.a))
    for block in blocks[blocks.index(longest) :]:
        for at in range(block.size):
            mine, theirs = one[block.a + at], other[block.b + at]
            if mine.failed != theirs.failed:
                before = (one[block.a + at - 1].index, other[block.b + at - 1].index) if at else None
                return Parting(failing, working, at, before, mine.index, theirs.index)
        ends = one[block.a + block.size :], other[block.b + block.size :]
        following = blocks[blocks.index(block) + 1 :][:1]
        if not following or (following[0].a, following[0].b) != (block.a + block.size, block.b + block.size):
            last = (one[block.a + block.size - 1].index, other[block.b + block.size - 1].index)
            return Parting(failing, working, block.size, last, *(rest[0].index if rest else None for rest in ends))
    return Parting(failing, working, 0, None, None, None)


def _traits(digests: Sequence[Digest]) -> Mapping[Trait, tuple[str, ...]]:
    told = [_of(each) for each in digests]
    return {name: values for name in TRAITS if len(set(values := tuple(each[name] for each in told))) > 1}


def _of(told: Digest) -> Mapping[Trait, str]:
    recording, session = next(iter(told.story.recordings), None), told.story.session
    device = recording.device if recording else session.device if session else Device()
    return {
        "platform": told.story.platform or NOTHING,
        "app version": device.app_version,
        "device": " ".join(text for text in (device.maker, device.model) if text),
        "system": device.system,
        "browser": " ".join(text for text in (device.browser, device.browser_version) if text),
        "network": device.network,
        "start": recording.launch.style if recording and recording.launch else NOTHING,
        "organisation": recording.org_id if recording else session.org_id if session else NOTHING,
    }
