"""`compare_sessions`: what failing sessions share, and where one that works goes another way."""

from collections.abc import Sequence
from typing import Final

from devrev_sessions.assistant.answer import Answer, Pointer
from devrev_sessions.assistant.arguments import CompareArguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.several_faces import compared_face
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.digest.compare import compare
from devrev_sessions.digest.digest import Digest
from devrev_sessions.errors import InvalidArguments, SessionsError, Unauthenticated
from devrev_sessions.text.calls import Address, ident
from devrev_sessions.text.comparison import Side, Telling
from devrev_sessions.text.door import ours, say
from devrev_sessions.timeline.story import Story

LEAST: Final = 2
"""Sessions that can be compared."""


async def compare_sessions(arguments: CompareArguments, desk: Desk, report: Report) -> Answer:
    """Two to ten sessions side by side. One that cannot be read is named, and the others are compared.

    Raises a SessionsError when fewer than two of them could be read.
    """
    if len(set(arguments.session_ids)) < len(arguments.session_ids):
        raise InvalidArguments(
            "The argument session_ids names a session twice.",
            "Name each session once; a session is not compared with itself.",
            field="session_ids",
        )
    found: dict[str, Story] = {}
    failed: dict[str, SessionsError] = {}
    addresses: dict[str, Address] = {}
    for session_id in arguments.session_ids:
        # One after the other: each is read in several parts at once already.
        asked, addresses[session_id] = desk.asked_of(session_id, arguments.version_key, arguments.platform)
        try:
            found[session_id] = await desk.recordings.story(asked, report)
            desk.note(addresses[session_id], found[session_id])
        except SessionsError as error:
            failed[session_id] = error
    for error in failed.values():
        if len(found) < LEAST or isinstance(error, Unauthenticated):
            raise error
    await report("comparing")

    def told(digests: Sequence[Digest]) -> Answer:
        sides = [Side(digest, addresses[each]) for digest, each in zip(digests, found, strict=True)]
        missing = tuple(
            say("Not compared: ", ident(each), ", which could not be read (", ours(error.code), ").")
            for each, error in failed.items()
        )
        compared = Telling(sides, compare(digests)).whole(missing)
        return Answer(compared.text, compared_face(compared), about=tuple(Pointer(side.address) for side in sides))

    return await desk.answer_of_all(tuple(found.values()), arguments, told)
