"""What was noticed beside failures, a line each."""

from typing import Final, LiteralString

from devrev_sessions.digest.signals import Signal, SignalKind
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.lines import Lines
from devrev_sessions.timeline.clock import clock, lasting

WORDS: Final[dict[SignalKind, LiteralString]] = {
    "thrash": "thrash",
    "quick_back": "quick back",
    "abandoned_form": "abandoned form",
    "hesitation": "hesitation",
    "slow_launch": "slow launch",
    "low_memory": "low memory",
    "slow_request": "slow request",
    "paused": "recording paused by the app",
    "background": "app in the background",
    "idle": "idle, nothing recorded",
    "polling": "polling",
}
SHOWN_PLACES: Final = 3


def told(signal: Signal, lines: Lines) -> Shown:
    """One signal: what it is, about what, how often and how long, and where."""
    reported: LiteralString = " (reported)" if signal.reported else ""
    about = _polling(signal, lines) if signal.kind == "polling" else _about(signal, lines)
    return say(WORDS[signal.kind], about, reported)


def _about(signal: Signal, lines: Lines) -> Shown:
    longest, total = ours(lasting(signal.longest_ms)), ours(lasting(signal.total_ms))
    places, often = _places(signal, lines), _often(signal)
    match signal.kind:
        case "thrash":
            turns = plural(len(signal.indexes) - signal.times, "change")
            between = say(" between ", lines.place(signal.about), " and ", lines.place(signal.other))
            often = say(", ", number(signal.times), " times, the longest") if signal.times > 1 else say()
            return say(between, often, ": ", turns, " in ", total, " from ", _place(signal.indexes[0], lines))
        case "quick_back":
            way = joined(" > ", [lines.place(each) for each in (signal.about, signal.other, signal.about)])
            return say(": ", way, often, places)
        case "abandoned_form":
            fields = len({lines.events[i].target or lines.events[i].name for i in signal.indexes})
            where = say(" on ", lines.place(signal.about)) if signal.about else say()
            span = say(_place(signal.indexes[0], lines), " to ", _place(signal.indexes[-1], lines))
            return say(where, ": ", plural(fields, "field"), " from ", span, ", nothing sent")
        case "hesitation":
            where = say(" on ", lines.place(signal.about)) if signal.about else say()
            return say(where, ": ", longest, " without an action", often, ", before ", _named_places(signal, lines))
        case "slow_launch":
            return say(": ", quoted(signal.about, 20), " start took ", longest, places)
        case "low_memory":
            share = (
                say(": ", number(round((signal.share or 0) * 100)), " % free") if signal.share is not None else say()
            )
            return say(share, say("; the app logged it", places) if signal.indexes else say())
        case "slow_request":
            return say(" ", quoted(signal.about, lines.width), often, ", up to ", longest, places)
        case "paused":
            every = signal.unended == len(signal.indexes)
            never = say(", not resumed") if every else say(", ", number(signal.unended), " of them not resumed")
            in_all = say(", ", total, " in all") if signal.total_ms else say()
            return say(often, in_all, places, never if signal.unended else say())
        case _:
            lasted = say(total, " in all, the longest ", longest) if len(signal.indexes) > 1 else longest
            came = say(", back at ") if signal.kind == "background" else say(", until ")
            return say(often, ", ", lasted, came, _named_places(signal, lines))


def _polling(signal: Signal, lines: Lines) -> Shown:
    """A request that comes again and again, with its outcomes."""
    index = signal.indexes[0]
    series = lines.told.series[index]
    outcomes = [say(named(status), " x", number(count)) for status, count in list(series.outcomes.items())[:4]]
    every = say(" every ", ours(lasting(signal.longest_ms)), ", ", number(signal.times), " times until ")
    until = ours(clock(series.until_ms))
    return say(
        " ",
        quoted(signal.about, lines.width),
        every,
        until,
        ": ",
        joined(", ", outcomes),
        " from ",
        _place(index, lines),
    )


def _often(signal: Signal) -> Shown:
    return say(", ", plural(len(signal.indexes), "time")) if len(signal.indexes) > 1 else say()


def _places(signal: Signal, lines: Lines) -> Shown:
    return say(" at ", _named_places(signal, lines)) if signal.indexes else say()


def _named_places(signal: Signal, lines: Lines) -> Shown:
    """`1:02.0 [#131], 2:10.0 [#140], 3:00.0 [#180] and 3 more`."""
    rest = len(signal.indexes) - SHOWN_PLACES
    shown = joined(", ", [_place(index, lines) for index in signal.indexes[:SHOWN_PLACES]])
    return say(shown, say(" and ", number(rest), " more") if rest > 0 else say())


def _place(index: int, lines: Lines) -> Shown:
    return say(lines.at(index), " [", lines.ref(index), "]")
