"""The command line: `devrev-sessions-mcp`.

Nothing heavy is imported before it is clear what to do, so that `--help` and `--version` answer at once.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from devrev_sessions import __version__
from devrev_sessions.logs import log_plainly, log_structured
from devrev_sessions.signals import end_at_once

if TYPE_CHECKING:
    from devrev_sessions.settings import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, 1 for a failure, 2 for wrong usage or settings."""
    options = _parser().parse_args(argv)
    log_plainly()
    # Ctrl-C ends a command where it is; Python's own way prints where that was. A server that runs listens itself.
    end_at_once(os.getpid())
    command = options.command or "serve"
    with ExitStack() as stack:
        if command != "serve":
            stack.enter_context(_as_long_as_it_is_read())
        if command == "demo":
            return _demo()
        if command == "new-key":
            return _new_key(options)
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
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; beyond loopback callers must say who they are"
    )
    serve.add_argument("--port", type=_port, default=8000, help="port to listen on")
    commands.add_parser("demo", help="see the main job end to end, without an account")
    _add_summarize(commands.add_parser("summarize", parents=[shared], help="the summary of a session, for a terminal"))
    new_key = commands.add_parser("new-key", help="make a key for a caller over HTTP, or for what replicas share")
    which = new_key.add_mutually_exclusive_group(required=True)
    which.add_argument("name", metavar="NAME", nargs="?", help="who calls with it")
    which.add_argument("--shared", action="store_true", help="a key to encrypt what replicas share")
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
    if settings.shared and find_spec("redis") is None:
        _complain("[shared] needs a client library: pip install 'devrev-sessions-mcp[shared]'")
        return 2
    gc.disable()  # until everything is loaded
    import anyio  # noqa: PLC0415 - heavy

    from devrev_sessions.exporting import exporting  # noqa: PLC0415 - with what is counted

    if not getattr(options, "http", False):
        from devrev_sessions.assistant.serving import serve_stdio  # noqa: PLC0415 - heavy: the MCP SDK

        with exporting(os.environ) as instruments:
            anyio.run(serve_stdio, settings, instruments)
        return 0
    if problem := _open_to_all(settings, options.host):
        _complain(*problem)
        return 2
    log_structured()
    from devrev_sessions.assistant.http.serving import serve_http  # noqa: PLC0415 - heavy: the MCP SDK and uvicorn

    with exporting(os.environ) as instruments:
        return 0 if anyio.run(serve_http, settings, instruments, options.host, options.port) else 1
    return 0


def _open_to_all(settings: "Settings", host: str) -> tuple[str, ...]:
    """Why HTTP must not be served at `host`; nothing where it may."""
    from devrev_sessions.settings import is_loopback  # noqa: PLC0415 - with the settings

    if is_loopback(host):
        return ()
    if settings.http.auth == "none":
        return (
            f"At {host}, which is not loopback, only callers are served that say who they are.",
            'Set auth = "bearer" or "oauth" under [http] in the settings; `devrev-sessions-mcp new-key` makes a key.',
        )
    if not settings.http.allowed_hosts:
        return (
            f"At {host}, which is not loopback, the names must be known under which this server is called.",
            'Set allowed_hosts = ["mcp.example.com"] under [http] in the settings, with the port where one is written.',
        )
    return ()


def _new_key(options: argparse.Namespace) -> int:
    from devrev_sessions.settings.keys import hashed, new_key, new_seal  # noqa: PLC0415 - pydantic

    if options.shared:
        sys.stdout.write(f'[shared]\nkey = "{new_seal()}"\n')
        return 0
    key = new_key()
    _complain("The key is shown this once; whoever calls sends it as `Authorization: Bearer KEY`:", key, "")
    _complain("In the settings:")
    sys.stdout.write(f'[[http.keys]]\nname = {json.dumps(options.name)}\nsha256 = "{hashed(key)}"\n')
    return 0


def _demo() -> int:
    import anyio  # noqa: PLC0415 - heavy

    from devrev_sessions.assistant.demo import run_demo  # noqa: PLC0415 - heavy: the MCP SDK

    anyio.run(run_demo)
    return 0


def _summarize(settings: "Settings", options: argparse.Namespace) -> int:
    import anyio  # noqa: PLC0415 - heavy

    from devrev_sessions.assistant.terminal import summarize  # noqa: PLC0415 - heavy: everything a call needs

    return anyio.run(summarize, settings, vars(options), options.html, _complain)


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
