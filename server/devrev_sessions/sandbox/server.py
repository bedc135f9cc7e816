"""The sandbox over HTTP: one server on loopback that hands each request to the gateway."""

import functools
import socket
import socketserver
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self, TypeAlias

from devrev_sessions.sandbox.answers import MAX_REQUEST_BYTES, TOO_LARGE, Answer, bad_request
from devrev_sessions.sandbox.gateway import Gateway, RecordedRequest
from devrev_sessions.sandbox.operations import Shelf
from devrev_sessions.sandbox.sample_session import SampleSession
from devrev_sessions.sandbox.samples import SAMPLES
from devrev_sessions.sandbox.tokens import SANDBOX_TOKEN

LOOPBACK = "127.0.0.1"

# The type socketserver keeps to itself; the pair is for datagrams.
Request: TypeAlias = socket.socket | tuple[bytes, socket.socket]


class Sandbox:
    """A DevRev of our own on loopback, running inside `with` or between `start` and `stop`.

    `sessions` are the samples it answers for, by their names; `port` 0 takes any free one. Raises OSError on
    start where the port is taken.
    """

    def __init__(
        self, *, token: str = SANDBOX_TOKEN, port: int = 0, sessions: Mapping[str, SampleSession] | None = None
    ) -> None:
        self.token = token
        self._port = port
        self._gateway = Gateway(Shelf((SAMPLES if sessions is None else sessions).values()), token)
        self._server: _LoopbackServer | None = None

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request received, oldest first."""
        return self._gateway.requests

    @property
    def base_url(self) -> str:
        """Where the sandbox listens; raises RuntimeError while it does not run."""
        if self._server is None:
            raise RuntimeError("the sandbox is not running")
        return f"http://{LOOPBACK}:{self._server.server_port}"

    def start(self) -> None:
        """Begin to listen and to answer; a sandbox that runs stays as it is."""
        if self._server is None:
            self._server = _LoopbackServer(self._port, self._gateway)

    def stop(self) -> None:
        """Close every connection and wait until every thread has ended."""
        if self._server is not None:
            self._server.end()
            self._server = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _LoopbackServer(ThreadingHTTPServer):
    """A threading server that ends at once: no polling, no connection and no thread left behind."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, gateway: Gateway) -> None:
        # Only the accepting thread writes here, and `end` reads after that thread has ended.
        self._connections: dict[threading.Thread, Request] = {}
        self._ending = threading.Event()
        super().__init__((LOOPBACK, port), functools.partial(_Connection, gateway))
        self._accepting = threading.Thread(target=self._accept, name="sandbox", daemon=True)
        self._accepting.start()

    def server_bind(self) -> None:
        """Bind without the base class's look-up of the host's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.socket.getsockname()[1])

    def end(self) -> None:
        """Stop accepting, hang up on every client, and wait for the threads."""
        self._ending.set()
        # A connection wakes the accepting thread; the alternative is a loop that wakes up many times a second.
        socket.create_connection((LOOPBACK, self.server_port)).close()
        self._accepting.join()
        self.server_close()
        for thread, opened in self._connections.items():
            if isinstance(opened, socket.socket):
                with suppress(OSError):
                    opened.shutdown(socket.SHUT_RDWR)
            thread.join()

    def _accept(self) -> None:
        while not self._ending.is_set():
            self.handle_request()

    def process_request(self, request: Request, client_address: object) -> None:
        """Give a connection its own thread, and remember both until the thread has ended."""
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        thread.start()
        alive = {other: opened for other, opened in self._connections.items() if other.is_alive()}
        self._connections = alive | {thread: request}

    def handle_error(self, request: Request, client_address: object) -> None:
        """Pass over a client that hung up; print anything else."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Connection(BaseHTTPRequestHandler):
    """One client's connection, kept open between requests."""

    protocol_version = "HTTP/1.1"
    # One write and no delay for each answer: head and body in two small packets wait 40 ms for each other.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(
        self, gateway: Gateway, request: Request, client_address: object, server: socketserver.BaseServer
    ) -> None:
        # The base class answers every request of the connection before its own __init__ returns.
        self._gateway = gateway
        super().__init__(request, client_address, server)

    def do_GET(self) -> None:
        """Answer a request whose fields stand in the query."""
        self._send(self._answer(self.headers.get("Content-Length", "0")))

    def do_POST(self) -> None:
        """Answer a request whose fields stand in a JSON body."""
        self._send(self._answer(self.headers.get("Content-Length", "")))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Keep silent: whoever embeds the sandbox owns the terminal."""

    def _answer(self, content_length: str) -> Answer:
        if not content_length.isdecimal():
            # Where the body ends is unknown, so nothing after it could be understood.
            self.close_connection = True
            return bad_request("bad_request", "Content-Length is needed")
        if int(content_length) > MAX_REQUEST_BYTES:
            self._pass_over(int(content_length))
            return TOO_LARGE
        raw = self.rfile.read(int(content_length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        return self._gateway.answer(self.command, self.path, headers, raw)

    def _pass_over(self, length: int) -> None:
        """Read a body and forget it; hanging up on a client that still sends would lose it the answer."""
        while length > 0 and (piece := self.rfile.read(min(length, 65_536))):
            length -= len(piece)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
