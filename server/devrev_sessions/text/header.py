"""Who, what and when: the first lines of every answer."""

from collections import Counter
from datetime import UTC, datetime
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import ident
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.lines import shown_property
from devrev_sessions.timeline.clock import clock, lasting
from devrev_sessions.timeline.recording import Device, Recording, Session
from devrev_sessions.timeline.story import Part, Story

PLATFORMS: Final[dict[str, LiteralString]] = {"android": "Android", "ios": "iOS", "web": "web"}
SHOWN_ATTRIBUTES: Final = 4
SHOWN_PARTS: Final = 5
DOT: Final[LiteralString] = " · "


def moment(at: datetime | None) -> Shown:
    """`2026-04-21 09:00:00 UTC`."""
    return ours(at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")) if at else say("an unknown time")


def header(told: Digest) -> list[Shown]:
    """At most ten lines: the session, its device and app, its recordings, its user, what there is and what is not."""
    story = told.story
    lines = [title(story), *_parts(told)]
    person = _person(story)
    if person:
        lines.append(person)
    lines.append(_holdings(story))
    lines.append(say("Text in double quotes was written by the app or its user."))
    return lines


def title(story: Story) -> Shown:
    """`# Session 9c1f-22ab · Android · app 5.2.0 on Google Pixel 8, Android 15`."""
    recording = next(iter(story.recordings), None)
    device = recording.device if recording else story.session.device if story.session else Device()
    platform = story.platform
    pieces = [say("# Session ", ident(story.session_id))]
    if platform:
        pieces.append(say(PLATFORMS[platform]))
    pieces.extend(_device(device, platform))
    return joined(DOT, pieces)


def _device(device: Device, platform: str | None) -> list[Shown]:
    machine = " ".join(text for text in (device.maker, device.model) if text)
    app = say("app ", named(device.app_version, 30)) if device.app_version else None
    browser = " ".join(text for text in (device.browser, device.browser_version) if text)
    system = _system(device, platform)
    on = [
        _bare(machine) if machine else None,
        _bare(browser) if browser else None,
        system,
        named(device.form, 20) if device.form else None,
    ]
    where = joined(", ", [piece for piece in on if piece])
    if app and where:
        return [say(app, " on ", where)]
    return [piece for piece in (app, where) if piece]


def _system(device: Device, platform: str | None) -> Shown | None:
    if not device.system:
        return None
    if platform in {"android", "ios"}:
        return say(PLATFORMS[platform], " ", named(device.system, 30))
    return _bare(device.system)


def _bare(text: str) -> Shown:
    """A model's or system's name: bare when it is a few short words, quoted when it could be anything."""
    words = text.split()
    plain = len(words) <= 4 and all(
        len(word) <= 20 and word.replace(".", "").replace("-", "").isalnum() for word in words
    )
    return ours(" ".join(words)) if plain and text.isascii() else quoted(text, 60)


def _parts(told: Digest) -> list[Shown]:
    story = told.story
    if not story.whole:
        recording = story.parts[0].recording
        return [_one(told, recording, story.session)] if recording else []
    noun: LiteralString = "tab" if story.platform == "web" else "recording"
    counted = plural(len(story.parts), noun)
    started = story.session.started_at if story.session else None
    first = next((part.recording.started_at for part in story.parts if part.recording), None) or started
    pieces = [say(counted, ", from ", moment(first)), *_measures(told)]
    lines = [joined(DOT, pieces)]
    if len(story.parts) > 1:
        lines.extend(_ledger(number_, part) for number_, part in enumerate(story.parts[:SHOWN_PARTS], 1))
    rest = story.parts[SHOWN_PARTS:]
    if rest:
        states = Counter(part.state for part in rest)
        told_states = [say(number(count), " ", ours(state)) for state, count in sorted(states.items())]
        lines.append(say("and ", plural(len(rest), "more ", "more "), joined(", ", told_states)))
    elif len(story.parts) == 1 and (recording := story.parts[0].recording):
        lines.append(
            say(
                say("Tab " if story.platform == "web" else "Recording "),
                ident(story.parts[0].part_id),
                _start(recording),
            )
        )
    return lines


def _one(told: Digest, recording: Recording, session: Session | None) -> Shown:
    noun: LiteralString = "Tab " if recording.medium == "web" else "Recording "
    of = say()
    if session and recording.part_id in session.part_ids:
        place = session.part_ids.index(recording.part_id) + 1
        of = say(" (", number(place), " of ", number(len(session.part_ids)), ")")
    begins = say(noun, ident(recording.part_id), of, ", from ", moment(recording.started_at))
    network = [named(recording.device.network, 20)] if recording.device.network else []
    start = _start(recording)
    pieces = [begins, *_measures(told), *network, *([Shown(start.removeprefix(", "))] if start else [])]
    return joined(DOT, pieces)


def _measures(told: Digest) -> list[Shown]:
    story = told.story
    active_ms = told.walk.active_ms
    active = say(", ", ours(clock(active_ms)), " active") if active_ms < story.duration_ms - 1000 else say()
    if not story.events:
        return [say("0 events")]
    return [say(ours(clock(story.duration_ms)), " long", active), plural(len(story.events), "event")]


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


def _person(story: Story) -> Shown | None:
    owners = [*story.recordings, *([story.session] if story.session else [])]
    user = next((owner.user_id for owner in owners if owner.user_id), "")
    org = next((owner.org_id for owner in owners if owner.org_id), "")
    attributes = [pair for recording in story.recordings[:1] for pair in recording.attributes.items()]
    shown = [shown_property(key, value) for key, value in attributes[:SHOWN_ATTRIBUTES]]
    more = len(attributes) - len(shown)
    who = [say("User ", ident(user)) if user else say("No user id")]
    if org:
        who.append(say("organisation ", ident(org)))
    pieces = [joined(", ", who)]
    if shown:
        pieces.append(say(joined(", ", shown), say(", ", plural(more, "more attribute")) if more else say()))
    return joined(DOT, pieces) if user or org or shown else None


def _holdings(story: Story) -> Shown:
    recordings = story.recordings
    have: list[Shown] = [say("timeline")] if story.events else []
    if any(recording.crash_log for recording in recordings):
        have.append(say("crash log"))
    if any(recording.devtools == "woven" for recording in recordings):
        have.append(say("console and network"))
    missing: list[Shown] = []
    if any(recording.devtools == "unavailable" for recording in recordings):
        missing.append(say("console and network (DevRev did not give them)"))
    if any(recording.medium == "mobile" for recording in recordings):
        missing.append(say("console and network bodies (never recorded on mobile)"))
    had = joined(", ", have) if have else say("nothing")
    return say("Have: ", had, ".", say(" Not there: ", joined(", ", missing), ".") if missing else say())
