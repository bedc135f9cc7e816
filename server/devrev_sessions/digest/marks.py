"""What speaks against a quiet story though no event tells of it: DevRev's own marks and counts, and parts unread."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from devrev_sessions.digest.incident import Incident, IncidentKind
from devrev_sessions.digest.thresholds import FAILED_STATUS, SERVER_FAILED_STATUS
from devrev_sessions.timeline.recording import Recording
from devrev_sessions.timeline.story import Story

MarkKind = Literal["crash", "anr", "exceptions", "rage", "dead clicks", "console errors", "failed answers"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that DevRev says of a session or counted in it. `count` is of answers, from the status `least` on."""

    kind: MarkKind
    count: int = 0
    least: int = 0


def marks_of(story: Story, incidents: Iterable[Incident]) -> tuple[Mark, ...]:
    """The marks of which the events show nothing, the worst first."""
    session = story.session
    counts = [recording.counts for recording in story.recordings if recording.counts]
    kinds = {incident.kind for incident in incidents}
    said: tuple[tuple[MarkKind, bool, set[IncidentKind]], ...] = (
        ("crash", bool(session and session.crashed), {"crash"}),
        ("anr", bool(session and session.froze), {"anr"}),
        ("exceptions", bool(session and session.had_exceptions), {"exception", "crash"}),
        ("rage", bool(session and session.rage_tapped) or any(each.rage_clicks for each in counts), {"rage_tap"}),
        ("dead clicks", any(each.dead_clicks for each in counts), {"dead_tap", "rage_tap"}),
        ("console errors", any(each.console_errors for each in counts), {"console_error"}),
    )
    found = [Mark(kind) for kind, marked, shown in said if marked and not kinds & shown]
    if "failed_request" not in kinds and (answers := _failed_answers(story.recordings)):
        found.append(answers)
    return tuple(found)


def _failed_answers(recordings: Iterable[Recording]) -> Mark | None:
    """Answers that failed by DevRev's count. Where the requests themselves were read, only those of a server's fault.

    An app may ask for what is not there and mean it; but where no request can be seen, that may be the trouble.
    """
    seen = [recording for recording in recordings if recording.counts]
    least = SERVER_FAILED_STATUS if all(each.devtools == "woven" for each in seen) else FAILED_STATUS
    count = sum(
        many
        for each in seen
        if each.counts
        for status, many in each.counts.responses.items()
        if status.isdecimal() and int(status) >= least
    )
    return Mark("failed answers", count, least) if count else None


def unread_parts(story: Story) -> int:
    """How many recordings or tabs of a session are not told, though it has them."""
    return sum(part.recording is None for part in story.parts)
