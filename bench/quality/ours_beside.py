"""What is left out and missing, and the calls that lead on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from facts import Absence, Ref
from ours_forms import Found, Line, first_match, match, references
from ours_words import ARGUMENT, LONGEST_GAP, NEXT, NOT_THERE, OF_A_PART, PART_ARGUMENTS, REFERENCE_ARGUMENTS


@dataclass
class Beside:
    """What these sections tell; `refs` are those that calls name."""

    absent: set[Absence] = field(default_factory=set[Absence])
    refs: set[Ref] = field(default_factory=set[Ref])
    lost: list[Line] = field(default_factory=list[Line])


def read_gone(beside: Beside, lines: Sequence[Line], parts: Sequence[str]) -> None:
    """What is not in the text or not in the recording."""
    for line in lines:
        if gap := match(LONGEST_GAP, line):
            beside.refs |= _called(gap, parts)
            continue
        of_a_part = match(OF_A_PART, line)
        rest = of_a_part.rest("rest") if of_a_part else line
        if not _is_known(beside, rest):
            beside.lost.append(line)


def _is_known(beside: Beside, line: Line) -> bool:
    for absence, form in NOT_THERE:
        if match(form, line):
            if absence:
                beside.absent.add(absence)
            return True
    return False


def read_next(beside: Beside, lines: Sequence[Line], parts: Sequence[str]) -> None:
    """The calls."""
    for line in lines:
        if found := first_match(NEXT, line):
            beside.refs |= _called(found, parts)
        else:
            beside.lost.append(line)


def _called(found: Found, parts: Sequence[str]) -> set[Ref]:
    """The references in a call; in part 0, which there never is, where it names a part that is not of the session."""
    call = found.rest("call")
    pairs = [match(ARGUMENT, piece) for piece in call.part(call.bare.partition("(")[2][:-1]).pieces(", ")]
    given = {pair["key"]: pair["value"] for pair in pairs if pair}
    named = next((given[key] for key in PART_ARGUMENTS if key in given), None)
    place = parts.index(named) + 1 if named in parts else 0 if named else None
    refs: set[Ref] = set()
    for key in REFERENCE_ARGUMENTS & given.keys():
        words = given[key]
        refs |= {(place if place is not None and words.startswith("#") else part, n) for part, n in references(words)}
    return refs
