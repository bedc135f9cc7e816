"""Who, what and when: the lines before the first heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from facts import Absence
from ours_forms import Found, Line, first_match, match
from ours_words import (
    ABSENT_BY_STATE,
    BROWSERS,
    COUNTED_STATE,
    DEVICES,
    DOT,
    EVENTS,
    HELD,
    HOLDINGS,
    LENGTH,
    MORE_PARTS,
    NETWORKS,
    NOT_HELD,
    OF_PARTS,
    ONE_PART,
    PART_GONE,
    PART_THERE,
    PASSED_OVER,
    PERSON,
    PLATFORM,
    SEVERAL,
    SHAPES,
    START,
    SYSTEM,
    SYSTEMS,
    TITLE,
)

UNKNOWN_TIME = "an unknown time"


@dataclass
class Header:
    """What the header tells; `lost` are its lines that say nothing to us."""

    told: dict[str, str] = field(default_factory=dict[str, str])
    absent: set[Absence] = field(default_factory=set[Absence])
    launches: list[str] = field(default_factory=list[str])
    """Of the parts of a session that are there, in order."""
    lost: list[Line] = field(default_factory=list[Line])

    def tell(self, found: Found, *slots: str) -> bool:
        """Take over what is there and was not told before."""
        for slot in slots:
            if slot in found:
                self.told.setdefault(slot, found[slot])
        return True


def read_header(lines: Sequence[Line]) -> Header:
    """The header, its title first."""
    header = Header()
    for place, line in enumerate(lines):
        readers = (_title,) if place == 0 else (_recording, _part, _person, _holdings, _other)
        if not any(read(header, line) for read in readers):
            header.lost.append(line)
    if len(header.launches) == 1 and header.launches[0]:
        # Where one part alone is there, its start is the session's.
        header.told.setdefault("launch", header.launches[0])
    return header


def _title(header: Header, line: Line) -> bool:
    first, *rest = line.pieces(DOT)
    if not match(TITLE, first):
        return False
    if rest and (platform := match(PLATFORM, rest[0])):
        header.tell(platform, "platform")
        rest = rest[1:]
    if not rest:
        return True
    device = first_match(DEVICES, rest[0])
    if device is None or len(rest) > 1:
        return False
    if "app" in device:
        header.told["app_version"] = device["app"]
    if "where" in device:
        _where(header.told, device.rest("where").pieces(", "))
    return True


def _where(told: dict[str, str], pieces: list[Line]) -> None:
    """Browser, machine, system and shape, of which each may be missing; what cannot be told apart is not told."""
    if told.get("platform") == "web":
        words = [piece.word(piece.bare) for piece in pieces]
        if words[-1] in SHAPES:
            words.pop()
        if words and _begins(words[-1], SYSTEMS):
            told["system"] = words.pop()
        if words and _begins(words[0], BROWSERS):
            told["browser"] = words.pop(0)
    else:
        system = match(SYSTEM, pieces[-1])
        if system and system["platform"] == told.get("platform"):
            told["system"] = system["system"]
            pieces = pieces[:-1]
        words = [piece.word(piece.bare) for piece in pieces]
    if len(words) == 1 and "platform" in told:
        told["machine"] = words[0]
        told["model"] = words[0].partition(" ")[2] or words[0]


def _begins(words: str, known: Iterable[str]) -> bool:
    return any(words == each or words.startswith(f"{each} ") for each in known)


def _recording(header: Header, line: Line) -> bool:
    first, *rest = line.pieces(DOT)
    one, several = first_match(ONE_PART, first), first_match(SEVERAL, first)
    begun = one or several
    if begun is None or "parts" in header.told:
        return False
    if rest and (length := match(LENGTH, rest[0])):
        header.tell(length, "duration")
        rest = rest[1:]
    if not rest or not (events := match(EVENTS, rest[0])):
        return False
    header.told["events"] = events["events"].replace(",", "")
    header.told["parts"] = begun["parts"].replace(",", "") or "1"
    if begun["started"] != UNKNOWN_TIME:
        header.tell(begun, "started")
        header.told["started_at"] = header.told.pop("started")
    return not _measured(header, rest[1:], launched=one is not None)


def _measured(header: Header, rest: Sequence[Line], *, launched: bool) -> Sequence[Line]:
    """Networks, and the start of a recording by itself, which all may be missing; what is left over is neither."""
    if rest and not match(START, rest[0]) and (found := match(NETWORKS, rest[0])):
        networks = found.rest("networks")
        header.told["network"] = ", ".join(networks.word(each.bare) for each in networks.pieces(", "))
        rest = rest[1:]
    if launched and rest and (start := match(START, rest[0])):
        header.tell(start, "launch")
        rest = rest[1:]
    return rest


def _part(header: Header, line: Line) -> bool:
    """One of several parts, or how the rest of them are."""
    found = match(PART_THERE, line)
    if found:
        header.launches.append(found["launch"])
    states = [found] if found else [gone] if (gone := match(PART_GONE, line)) else []
    if more := match(MORE_PARTS, line):
        header.launches += ["", ""]
        counted = [match(COUNTED_STATE, piece) for piece in more.rest("states").pieces(", ")]
        states = [state for state in counted if state]
        if len(states) < len(counted):
            return False
    header.absent |= {ABSENT_BY_STATE[state["state"]] for state in states if state["state"] in ABSENT_BY_STATE}
    return bool(states)


def _person(header: Header, line: Line) -> bool:
    found = first_match(PERSON, line)
    return found is not None and header.tell(found, *(slot for slot in ("user", "org") if slot in found.held))


def _holdings(header: Header, line: Line) -> bool:
    found = match(HOLDINGS, line)
    if found is None:
        return False
    named = [piece.bare for piece in found.rest("gone").pieces(", ")] if "gone" in found else []
    gone = [OF_PARTS.sub("", piece) for piece in named]
    if not all(piece.bare in HELD for piece in found.rest("have").pieces(", ")) or not set(gone) <= set(NOT_HELD):
        return False
    header.absent |= {NOT_HELD[piece] for piece in gone}
    return True


def _other(_: Header, line: Line) -> bool:
    return first_match(PASSED_OVER, line) is not None
