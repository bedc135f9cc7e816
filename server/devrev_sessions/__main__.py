"""The command line: `devrev-sessions-mcp`.

Nothing heavy is imported before it is clear what to do, so that `--help` and `--version` answer at once.
"""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from devrev_sessions import __version__

if TYPE_CHECKING:
    from devrev_sessions.settings import Settings
    from devrev_sessions.view.drawn import Picture

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, 1 for a failure, 2 for wrong usage or settings."""
    options = _parser().parse_args(argv)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # Ctrl-C ends a command where it is; Python's own way prints where that was. A server that runs listens itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = options.command or "serve"
    with ExitStack() as stack:
        if command != "serve":
            stack.enter_context(_as_long_as_it_is_read())
        if command == "demo":
            return _demo()
        settings = _settings(options, stack)
        if settings is None:
            return 2
        if command == "summarize":
            return _summarize(settings, options)
        if command == "check":
            return _check(settings, options)
        return _serve(settings, options)
    return 0


@contextmanager
def _as_long_as_it_is_read() -> Generator[None]:
    """End in silence when whoever reads standard output has seen enough, as `head` has."""
    try:
        yield
        sys.stdout.flush()
    except* BrokenPipeError:
        # What is still buffered would be tried again at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--config", metavar="PATH", type=Path, help="the configuration file")
    shared.add_argument("--sandbox", action="store_true", help="use the embedded DevRev with sample sessions")
    parser = argparse.ArgumentParser(
        prog="devrev-sessions-mcp",
        description="Tells an AI assistant what happened in a DevRev session recording. Without a command it serves "
        "over standard input and output, which is what an assistant starts.",
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"devrev-sessions-mcp {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    serve = commands.add_parser("serve", parents=[shared], help="serve an assistant (stdio, or HTTP with --http)")
    serve.add_argument("--http", action="store_true", help="serve Streamable HTTP at /mcp")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (loopback only)")
    serve.add_argument("--port", type=_port, default=8000, help="port to listen on")
    commands.add_parser("demo", help="see the main job end to end, without an account")
    _add_summarize(commands.add_parser("summarize", parents=[shared], help="the summary of a session, for a terminal"))
    commands.add_parser("check", parents=[shared], help="say what is wrong with the configuration and how to mend it")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError("it must be a number from 1 to 65535")
    return int(text)


def _file(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("it must name a file, or be - for standard output")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"there is no home directory for {text}") from None


def _add_summarize(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session_id", metavar="SESSION_ID")
    parser.add_argument("--recording", metavar="ID", dest="recording_id", help="one recording of a mobile session")
    parser.add_argument("--tab", metavar="ID", dest="tab_id", help="one tab of a web session")
    parser.add_argument("--app", metavar="NAME_OR_KEY", dest="version_key", help="a configured app or a Unique App ID")
    parser.add_argument("--platform", choices=("android", "ios", "web"))
    parser.add_argument("--question", help="what you want to know")
    parser.add_argument("--around", metavar="MOMENT", help="a reference such as #128, or an offset")
    parser.add_argument("--start", metavar="OFFSET")
    parser.add_argument("--end", metavar="OFFSET")
    parser.add_argument("--max-tokens", metavar="N", type=int, default=3000)
    parser.add_argument(
        "--html", metavar="FILE", type=_file, help="write the session as a picture to open in a browser; - is here"
    )


def _settings(options: argparse.Namespace, stack: ExitStack) -> "Settings | None":
    from devrev_sessions import settings as settings_of  # noqa: PLC0415 - pydantic, not needed for --help

    config: Path | None = getattr(options, "config", None)
    instead: dict[str, object] = {}
    if getattr(options, "sandbox", False):
        from devrev_sessions.sandbox import SANDBOX_APPS, Sandbox  # noqa: PLC0415 - only where it was asked for

        sandbox = stack.enter_context(Sandbox())
        apps = {name: {"version_key": key, "platform": platform} for name, (key, platform) in SANDBOX_APPS.items()}
        instead = {"token": sandbox.token, "base_url": sandbox.base_url, "apps": apps, "version_key": None}
        if config is None:
            # Samples are for trying: what is configured for real sessions is used only where it is named.
            return settings_of.Settings.model_validate(instead)
    try:
        return settings_of.load(config, {} if instead else os.environ, instead)
    except settings_of.SettingsError as error:
        _complain(*error.problems)
        return None


def _serve(settings: "Settings", options: argparse.Namespace) -> int:
    http = getattr(options, "http", False)
    if http and options.host not in LOOPBACK:
        _complain("This version serves HTTP on loopback only, because it does not ask callers who they are.")
        return 2
    import anyio  # noqa: PLC0415 - heavy

    from devrev_sessions.assistant.serving import serve_http, serve_stdio  # noqa: PLC0415 - heavy: the MCP SDK

    if http:
        _complain(f"Serving http://{options.host}:{options.port}/mcp")
        anyio.run(serve_http, settings, options.host, options.port)
    else:
        anyio.run(serve_stdio, settings)
    return 0


def _demo() -> int:
    import anyio  # noqa: PLC0415 - heavy

    from devrev_sessions.assistant.demo import run_demo  # noqa: PLC0415 - heavy: the MCP SDK

    anyio.run(run_demo)
    return 0


def _summarize(settings: "Settings", options: argparse.Namespace) -> int:
    import anyio  # noqa: PLC0415 - heavy

    from devrev_sessions.assistant.arguments import SummaryArguments, read_arguments  # noqa: PLC0415 - heavy
    from devrev_sessions.assistant.desk import open_desk  # noqa: PLC0415 - heavy
    from devrev_sessions.assistant.failures import face_of, text_of  # noqa: PLC0415 - heavy
    from devrev_sessions.assistant.pictures import session_picture  # noqa: PLC0415 - heavy
    from devrev_sessions.assistant.tools import summarize_session_timeline  # noqa: PLC0415 - heavy
    from devrev_sessions.errors import SessionsError  # noqa: PLC0415 - with its users
    from devrev_sessions.text.door import through  # noqa: PLC0415 - with its users
    from devrev_sessions.view.page import page  # noqa: PLC0415 - with its users

    given = {name: value for name, value in vars(options).items() if name in SummaryArguments.model_fields}

    async def told(message: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"{message} ...\n")

    async def run() -> str | None:
        async with open_desk(settings) as desk:
            with through(desk.door):
                arguments = read_arguments(SummaryArguments, given)
                if options.html:
                    drawn = await session_picture(arguments, desk, told)
                    return page(drawn) if drawn.drawable else _nothing_to_draw(drawn)
                return (await summarize_session_timeline(arguments, desk, told)).text

    try:
        text = anyio.run(run)
    except SessionsError as error:
        _complain(text_of(face_of(error)))
        if error.field == "version_key":
            _complain("Here version_key is given as --app.")
        return 1
    if text is None:
        return 1
    if options.html:
        return _write(text, options.html)
    sys.stdout.write(text + "\n")
    return 0


def _nothing_to_draw(drawn: "Picture") -> None:
    _complain("No page was written: nothing is there to draw.", *drawn.missing)


def _write(text: str, path: Path) -> int:
    size = f"{len(text) // 1000:,} kB, to open in a browser."
    if str(path) == "-":
        sys.stdout.write(text)
        _complain(f"Wrote the page, {size}")
        return 0
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        _complain(f"Cannot write {path}: {error.strerror}.")
        return 1
    sys.stdout.write(f"Wrote {path}, {size}\n")
    return 0


def _check(settings: "Settings", options: argparse.Namespace) -> int:
    import anyio  # noqa: PLC0415 - heavy

    from devrev_sessions.doctor import examine  # noqa: PLC0415 - heavy

    async def run() -> bool:
        good = True
        async for finding in examine(settings, getattr(options, "config", None)):
            good = good and finding.good
            sys.stdout.write(finding.lines() + "\n")
        return good

    return 0 if anyio.run(run) else 1


def _complain(*lines: str) -> None:
    for line in lines:
        sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
