"""Who, what and when: the first lines of every answer."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import ident, owner_id
from devrev_sessions.text.door import Shown, few_words, joined, named, number, ours, plural, readable, say
from devrev_sessions.text.properties import shown_property
from devrev_sessions.text.redaction.names import named_by
from devrev_sessions.timeline.clock import clock, lasting
from devrev_sessions.timeline.recording import Device, Recording, Session
from devrev_sessions.timeline.story import Part, Story

PLATFORMS: Final[dict[str, LiteralString]] = {"android": "Android", "ios": "iOS", "web": "web"}
MOBILE: Final = frozenset({"android", "ios"})
"""Platforms whose devices tell their system as a version alone."""
LEAST_ID: Final = 24
DEVTOOLS: Final[dict[str, LiteralString]] = {
    "none": " (DevRev has none)",
    "unavailable": " (DevRev did not give them)",
}
SHOWN_ATTRIBUTES: Final = 4
SHOWN_TABS: Final = 4
DOT: Final[LiteralString] = " · "
QUOTED: Final = say("Text in double quotes was written by the app or its user.")


def moment(at: datetime | None) -> Shown:
    """`2026-04-21 09:00:00 UTC`."""
    return ours(at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")) if at else say("an unknown time")


def header(told: Digest, most: int = 10) -> list[Shown]:
    """At most `most` lines: the session, its device and app, its recordings, its user, what there is and what not."""
    rest = [line for line in (person(told.story), holdings(told.story)) if line]
    rest.append(QUOTED)
    return [title(told.story), *parts(told, max(1, most - 1 - len(rest))), *rest][:most]


def least_title(story: Story) -> Shown:
    """The first line where there is hardly room for one."""
    least = say("# Session ", ident(story.session_id, LEAST_ID))
    return joined(DOT, [least, say(PLATFORMS[story.platform])]) if story.platform else least


def title(story: Story) -> Shown:
    """`# Session 9c1f-22ab · Android · app 5.2.0 on Google Pixel 8, Android 15`."""
    recording = next(iter(story.recordings), None)
    device = recording.device if recording else story.session.device if story.session else Device()
    platform = story.platform
    pieces = [say("# Session ", ident(story.session_id))]
    if platform:
        pieces.append(say(PLATFORMS[platform]))
    pieces.extend(device_names(device, platform))
    return joined(DOT, pieces)


def device_names(device: Device, platform: str | None) -> list[Shown]:
    """`app 5.2.0 on Google Pixel 8, Android 15`; nothing where nothing is known."""
    machine = " ".join(text for text in (device.maker, device.model) if text)
    app = say("app ", named(device.app_version, 30)) if device.app_version else None
    # Each made visible by itself: a command to a terminal that one begins would swallow the next.
    browser = " ".join(readable(text) for text in (device.browser, device.browser_version) if text)
    where = [few_words(text) for text in (browser, machine) if text]
    system = _system(device, platform)
    if system:
        where.append(system)
    if device.form:
        where.append(named(device.form, 20))
    if app and where:
        return [say(app, " on ", joined(", ", where))]
    return [app] if app else [joined(", ", where)] if where else []


def _system(device: Device, platform: str | None) -> Shown | None:
    if not device.system:
        return None
    if platform in MOBILE:
        return say(PLATFORMS[platform], " ", named(device.system, 30))
    return few_words(device.system)


def parts(told: Digest, room: int) -> list[Shown]:
    """The recordings: one in a line of its own, several with a line each as far as there is room."""
    story = told.story
    if len(story.parts) == 1:
        recording = story.parts[0].recording
        return [_one(told, recording, story.session)] if recording else []
    noun: LiteralString = "tab" if story.platform == "web" else "recording"
    started = story.session.started_at if story.session else None
    first = next((part.recording.started_at for part in story.parts if part.recording), None) or started
    begins = say(plural(len(story.parts), noun), ", from ", moment(first))
    lines = [joined(DOT, [begins, *_measures(told), *_network(story.recordings)])]
    shown = story.parts if len(story.parts) < room else story.parts[: max(0, room - 2)]
    lines.extend(_ledger(place, part) for place, part in enumerate(shown, 1))
    rest = story.parts[len(shown) :]
    if rest and room > 1:
        states = Counter(part.state for part in rest)
        told_states = [say(number(count), " ", ours(state)) for state, count in sorted(states.items())]
        lines.append(say(plural(len(rest), "more part"), ": ", joined(", ", told_states)))
    return lines


def _one(told: Digest, recording: Recording, session: Session | None) -> Shown:
    noun: LiteralString = "Tab " if recording.medium == "web" else "Recording "
    of = say()
    if session and recording.part_id in session.part_ids:
        place = session.part_ids.index(recording.part_id) + 1
        of = say(" (", number(place), " of ", number(len(session.part_ids)), ")")
    begins = say(noun, ident(recording.part_id), of, ", from ", moment(recording.started_at))
    network = _network((recording,))
    start = _start(recording)
    pieces = [begins, *_measures(told), *network, *([Shown(start.removeprefix(", "))] if start else [])]
    return joined(DOT, pieces)


def _network(recordings: Sequence[Recording]) -> list[Shown]:
    """Which networks the device was on, each once."""
    networks = dict.fromkeys(recording.device.network for recording in recordings if recording.device.network)
    return [joined(", ", [named(network, 20) for network in networks])] if networks else []


def _measures(told: Digest) -> list[Shown]:
    story = told.story
    active_ms = told.walk.active_ms
    active = say(", ", ours(clock(active_ms)), " active") if active_ms < story.duration_ms - 1000 else say()
    if not story.events:
        return [say("0 events")]
    if untimed(told):
        return [say(plural(len(story.events), "event"), ", none with a time")]
    return [say(ours(clock(story.duration_ms)), " long", active), plural(len(story.events), "event")]


def untimed(told: Digest) -> bool:
    """Whether no event has a time of its own, so that nothing is known of lengths and of ends."""
    return bool(told.story.events) and told.walk.untimed.total() == len(told.story.events)


def _ledger(place: int, part: Part) -> Shown:
    recording = part.recording
    label = say("r", number(place), " ", ident(part.part_id))
    if recording is None:
        return say(label, ": ", ours(part.state), say(" (", ours(part.failure), ")") if part.failure else say())
    about: LiteralString = "" if part.clocked else "about "
    at = say(" at ", about, ours(clock(part.begins_ms)))
    measures = say(", ", ours(clock(recording.duration_ms)), " long, ", plural(len(recording.events), "event"), ", ")
    return say(label, at, measures, ours(part.state), _start(recording))


def _start(recording: Recording) -> Shown:
    launch = recording.launch
    if launch is None:
        return say()
    took = say(" ", ours(lasting(launch.took_ms))) if launch.took_ms else say()
    style = say(named(launch.style, 20), " ") if launch.style else say()
    return say(", ", style, "start", took)


def owner(story: Story) -> Shown | None:
    """Whose session it is; None where nothing says so."""
    owners = [*story.recordings, *([story.session] if story.session else [])]
    user = next((owner.user_id for owner in owners if owner.user_id), "")
    org = next((owner.org_id for owner in owners if owner.org_id), "")
    who = [say("User ", owner_id(user)) if user else say("No user id")]
    if org:
        who.append(say("organisation ", owner_id(org)))
    return joined(", ", who) if user or org else None


def person(story: Story) -> Shown | None:
    """The same with what the app told of the user; None where nothing is known."""
    attributes = [pair for recording in story.recordings[:1] for pair in recording.attributes.items()]
    shown = [
        shown_property(key, value, called=named_by(dict(attributes))) for key, value in attributes[:SHOWN_ATTRIBUTES]
    ]
    if not shown:
        return owner(story)
    more = len(attributes) - len(shown)
    told = say(joined(", ", shown), say(", ", plural(more, "more attribute")) if more else say())
    return joined(DOT, [owner(story) or say("No user id"), told])


def holdings(story: Story) -> Shown:
    """What was recorded and what was not."""
    recordings = story.recordings
    have: list[Shown] = [say("timeline")] if story.events else []
    if any(recording.crash_log for recording in recordings):
        have.append(say("crash log"))
    if any(recording.devtools == "woven" for recording in recordings):
        have.append(say("console and network"))
    missing: list[Shown] = []
    for state, why in DEVTOOLS.items():
        without = [ref for ref, each in _numbered(story) if each.medium == "web" and each.devtools == state]
        if without:
            of: LiteralString = " of " if len(without) < len(recordings) else ""
            more = [say(number(len(without) - SHOWN_TABS), " more")] if len(without) > SHOWN_TABS else []
            tabs = joined(" and ", [*without[:SHOWN_TABS], *more])
            missing.append(say("console and network", of, tabs if of else say(), why))
    if any(recording.medium == "mobile" for recording in recordings):
        missing.append(say("DevRev's console and network capture (web only)"))
    had = joined(", ", have) if have else say("nothing")
    return say("Have: ", had, ".", say(" Not there: ", joined(", ", missing), ".") if missing else say())


def _numbered(story: Story) -> list[tuple[Shown, Recording]]:
    """The recordings that are there, each with its number in the session."""
    return [(say("r", number(place)), part.recording) for place, part in enumerate(story.parts, 1) if part.recording]
