"""Which recording or tab a call for events means, with a cursor and without."""

from collections.abc import Sequence
from typing import Final, LiteralString

from devrev_sessions.assistant.arguments import Arguments, RecordingArguments
from devrev_sessions.assistant.cursor import Cursor
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.devrev.asked import Asked
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.digest.select import reference
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.timeline.recording import Session

MOMENTS: Final = ("around", "start", "end")
REPEATED: Final = ("around", "start", "end", "detail", "include_replay")
"""Arguments that the call for one recording can repeat as they are, unless they are times: each has its own clock."""


def resumed(arguments: RecordingArguments, cursor: Cursor) -> RecordingArguments:
    """The arguments with what the cursor knows filled in; limit, include_replay and a given detail are the page's own.

    Raises InvalidArguments when recording or filters are given and are others than the cursor's.
    """
    for field in ("recording_id", "tab_id"):
        if getattr(arguments, field) not in {None, cursor.part_id}:
            raise _differs(field, str(getattr(arguments, field)))
    if cursor.section != "events":
        links = {"include_replay": True} if cursor.section == "replay_links" else {}
        return arguments.model_copy(update={**dict.fromkeys((*MOMENTS, "kinds", "search")), **links})
    wanted = cursor.wanted
    own: dict[str, object] = {field: getattr(wanted, field) or None for field in (*MOMENTS, "search")}
    own["kinds"] = tuple(sorted(wanted.kinds)) or None
    for field, value in own.items():
        given = getattr(arguments, field)
        if given and (tuple(sorted(set(given))) if field == "kinds" else given) != value:
            raise _differs(field, " ".join(given) if field == "kinds" else given)
    detail = arguments.detail if "detail" in arguments.model_fields_set else cursor.detail
    return arguments.model_copy(update={**own, "detail": detail})


def _differs(field: str, given: str) -> InvalidArguments:
    return InvalidArguments(
        f"The argument {field} is {{value}}, but the cursor continues a reading with another {field} or none.",
        f"Leave {field} out to continue, or leave cursor out to begin a new reading with it.",
        value=given,
        field=field,
    )


def gone_on(asked: Asked, cursor: Cursor) -> Asked:
    """The recording that the cursor continues."""
    return Asked(
        asked.session_id,
        asked.version_key,
        cursor.platform or asked.platform,
        recording_id=None if cursor.on_web else cursor.part_id,
        tab_id=cursor.part_id if cursor.on_web else None,
    )


async def chosen_part(asked: Asked, arguments: Arguments, desk: Desk, report: Report) -> Asked | None:
    """The recording that is meant: the named one, the only one, or the one references name; None when it is open.

    Raises InvalidArguments when the references name another recording than the id, several, or one that is not there.
    """
    numbers = _numbers(arguments)
    if asked.part_id:
        await check_numbers(asked, arguments, desk, report)
        return asked
    session = await desk.recordings.session(asked, report, fresh=arguments.fresh)
    for field, given, number in numbers:
        _check_number(session, field, given, number)
        if number != numbers[0][2]:
            raise InvalidArguments(
                f"The argument {field} is {{value}}, which is in another recording than {numbers[0][0]}.",
                "Give references of one recording, or leave one of them out.",
                value=given,
                field=field,
            )
    if len(session.part_ids) != 1 and not numbers:
        return None
    part_id = session.part_ids[numbers[0][2] - 1 if numbers else 0]
    on_web = session.medium == "web"
    return Asked(
        asked.session_id,
        asked.version_key,
        session.platform or asked.platform,
        recording_id=None if on_web else part_id,
        tab_id=part_id if on_web else None,
    )


async def check_numbers(asked: Asked, arguments: Arguments, desk: Desk, report: Report) -> None:
    """Raises InvalidArguments when a reference names another recording than the one whose id is given."""
    numbers = _numbers(arguments)
    if not asked.part_id or not numbers:
        return
    session = await desk.recordings.session(asked, report, fresh=arguments.fresh)
    for field, given, number in numbers:
        if asked.part_id not in session.part_ids:
            return
        _check_number(session, field, given, number)
        own = session.part_ids.index(asked.part_id) + 1
        if number != own:
            name = "tab_id" if asked.tab_id else "recording_id"
            raise InvalidArguments(
                f"The argument {field} is {{value}}, but {name} names r{own} of the session.",
                f"Leave {name} out to read r{number}, or use references of r{own}.",
                value=given,
                field=field,
            )


def repeated(arguments: RecordingArguments) -> tuple[dict[str, str | bool], Sequence[LiteralString]]:
    """What of the arguments the calls in a list of recordings repeat, and the names of what they cannot."""
    given = {name: getattr(arguments, name) for name in REPEATED}
    default = {"detail": "standard"}
    moments: tuple[tuple[LiteralString, str | None], ...] = (
        ("around", arguments.around),
        ("start", arguments.start),
        ("end", arguments.end),
    )
    dropped: list[LiteralString] = [name for name, value in moments if value and not reference(value)]
    kept = {
        name: value for name, value in given.items() if value and value != default.get(name) and name not in dropped
    }
    if arguments.kinds:
        dropped.append("kinds")
    if arguments.search:
        dropped.append("search")
    return kept, dropped


def _numbers(arguments: Arguments) -> list[tuple[str, str, int]]:
    """Each argument that names a recording by its number: its name, its value, and the number."""
    found: list[tuple[str, str, int]] = []
    for field in MOMENTS:
        given = getattr(arguments, field)
        named = reference(given) if given else None
        if named and named[0] is not None:
            found.append((field, given, named[0]))
    return found


def _check_number(session: Session, field: str, given: str, number: int) -> None:
    count = len(session.part_ids)
    if not 1 <= number <= count:
        there = f"the session has r1 to r{count}" if count > 1 else f"the session has {count or 'no'} recording"
        raise InvalidArguments(
            f"The argument {field} is {{value}}, but {there}.",
            "Use a reference of one of the session's recordings, or an offset.",
            value=given,
            field=field,
        )
