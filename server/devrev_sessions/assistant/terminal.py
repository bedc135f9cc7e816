"""The summary of a session for a person's terminal, or as a page to open in a browser."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from devrev_sessions.assistant.arguments import SummaryArguments, read_arguments
from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.failures import face_of, text_of
from devrev_sessions.assistant.pictures import session_picture
from devrev_sessions.assistant.tools import summarize_session_timeline
from devrev_sessions.errors import SessionsError
from devrev_sessions.settings import Settings
from devrev_sessions.text.door import through
from devrev_sessions.view.page import page

Complain = Callable[..., None]
"""Told lines for standard error."""


async def summarize(settings: Settings, given: Mapping[str, object], html: Path | None, complain: Complain) -> int:
    """Write the summary to standard output, or the page to `html`; 0, or 1 where there is none.

    `given` are the options of the command; those that the tool takes are its arguments.
    """
    arguments = {name: value for name, value in given.items() if name in SummaryArguments.model_fields}
    try:
        text = await _told(settings, arguments, complain, as_page=html is not None)
    except SessionsError as error:
        complain(text_of(face_of(error)))
        if error.field == "version_key":
            complain("Here version_key is given as --app.")
        return 1
    if text is None:
        return 1
    if html:
        return _write(text, html, complain)
    sys.stdout.write(text + "\n")
    return 0


async def _told(settings: Settings, given: dict[str, object], complain: Complain, *, as_page: bool) -> str | None:
    async with open_desks(settings) as desks:
        desk = (await desks.answering()).desk()
        with through(desk.door):
            arguments = read_arguments(SummaryArguments, given)
            if not as_page:
                return (await summarize_session_timeline(arguments, desk, _heard)).text
            drawn = await session_picture(arguments, desk, _heard)
            if drawn.drawable:
                return page(drawn)
    complain("No page was written: nothing is there to draw.", *drawn.missing)
    return None


async def _heard(message: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{message} ...\n")


def _write(text: str, path: Path, complain: Complain) -> int:
    size = f"{len(text) // 1000:,} kB, to open in a browser."
    if str(path) == "-":
        sys.stdout.write(text)
        complain(f"Wrote the page, {size}")
        return 0
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        complain(f"Cannot write {path}: {error.strerror}.")
        return 1
    sys.stdout.write(f"Wrote {path}, {size}\n")
    return 0
