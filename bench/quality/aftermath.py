"""How the person reacted to a failure, and how it came out, by simple rules."""

from collections.abc import Sequence

from facts import Kind, Outcome, Reaction, Ref
from seen import ACTIONS, Seen

WINDOW_MS = 60_000
REQUESTS = frozenset({"failed_request", "masked_failure", "slow_request"})


def reactions_to(kind: Kind, places: Sequence[int], seen: Sequence[Seen], *, to_the_end: bool) -> tuple[Reaction, ...]:
    """What the person did from the first occurrence until a minute after the last."""
    first, last = places[0], places[-1]
    after = [event for event in seen[last + 1 :] if event.at_ms <= seen[last].at_ms + WINDOW_MS]
    ended = to_the_end and len(after) == len(seen) - last - 1
    if kind in {"crash", "anr"}:
        restarted = any(event.kind == "launch" for event in seen[last + 1 :])
        return ("restarted",) if restarted else ("session_ended",) if to_the_end else ()
    found: list[Reaction] = []
    if _tried_again(kind, seen[first : last + 1 + len(after)], seen, first):
        found.append("retried")
    if kind != "rage_tap" and any(event.kind == "rage_tap" for event in seen[first + 1 : last + 1 + len(after)]):
        found.append("raged")
    if any(_goes_back(event, seen, last) for event in after):
        found.append("went_back")
    elif not found and any(event.action == "home_button_pressed" for event in after):
        found.append("left")
    if "went_back" in found or "left" in found:
        return tuple(found)
    target = _target(kind, seen, first)
    if any(event.kind in ACTIONS and event.name != target for event in after):
        found.append("went_on")
    elif ended:
        found.append("session_ended")
    return tuple(found)


def _tried_again(kind: Kind, later: Sequence[Seen], seen: Sequence[Seen], first: int) -> bool:
    """Whether the same thing was tapped, or the same request made, once more."""
    if kind not in REQUESTS and kind not in {"dead_tap", "rage_tap"}:
        return False
    target = _target(kind, seen, first)
    if any(event.kind in {"tap", "dead_tap"} and event.name == target != "" for event in later[1:]):
        return True
    return kind in REQUESTS and any(event.kind == "request" and event.name == seen[first].name for event in later[1:])


def settled_by(kind: Kind, places: Sequence[int], seen: Sequence[Seen]) -> Ref | None:
    """The first success of a request after its last failure."""
    if kind not in {"failed_request", "masked_failure"}:
        return None
    name = seen[places[-1]].name
    later = (event for event in seen[places[-1] + 1 :] if event.kind == "request" and event.name == name)
    return next((event.ref for event in later if not event.answer.failed and event.answer.status), None)


def outcome_of(
    kind: Kind, reactions: Sequence[Reaction], *, settled: bool, last: bool, crashed: bool
) -> Outcome | None:
    """How it came out; nothing where the visible events leave that open."""
    if kind == "crash" or (kind == "anr" and last) or crashed:
        return "killed"
    if settled:
        return "recovered"
    if kind in {"exception", "error"} and "went_on" in reactions:
        return "went_on"
    if kind not in REQUESTS:
        return None
    if "went_back" in reactions or "left" in reactions:
        return "abandoned"
    if "session_ended" in reactions:
        return "blocked" if "retried" in reactions or "raged" in reactions else "abandoned"
    # Whether going on was a way around it, these rules cannot tell.
    return None


def _target(kind: Kind, seen: Sequence[Seen], first: int) -> str:
    """What was touched, by itself or just before."""
    return seen[first].name if kind in {"dead_tap", "rage_tap"} else _last_target(seen, first)


def _last_target(seen: Sequence[Seen], place: int) -> str:
    """What was touched last within a minute before."""
    for event in reversed(seen[max(0, place - 400) : place]):
        if event.at_ms < seen[place].at_ms - WINDOW_MS:
            return ""
        if event.kind in ACTIONS:
            return event.name
    return ""


def _goes_back(event: Seen, seen: Sequence[Seen], last: int) -> bool:
    if event.action == "back_button_pressed":
        return True
    if not event.enters:
        return False
    here = seen[last].screen
    before = next((each.screen for each in reversed(seen[:last]) if each.screen and each.screen != here), "")
    return event.screen == before != ""
