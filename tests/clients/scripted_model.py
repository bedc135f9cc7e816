"""A model that thinks nothing: it asks for the calls of its script one after the other and keeps what it is shown.

Assistants and agent frameworks are pointed at it instead of at a vendor's, so that one sees word for word what of a
tool's result reaches the model. Each client talks to it under a path of its own.
"""

import json
import socket
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
import uvicorn
from model_wires import Step, wire_of
from questions import Question
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


@dataclass
class Conversation:
    """What the model of one client was offered and, in the end, shown."""

    offered: list[str] = field(default_factory=list[str])
    results: int = 0
    shown: str = ""


class ScriptedModel:
    """Answers in the wire format in which it is asked."""

    def __init__(self, url: str, script: Sequence[Question]) -> None:
        self._url = url
        self._script = script
        self._conversations: dict[str, Conversation] = {}

    def begin(self, client: str) -> tuple[str, Conversation]:
        """The address for one client, and what will be known of it."""
        self._conversations[client] = Conversation()
        return f"{self._url}/{client}", self._conversations[client]

    async def answer(self, request: Request) -> Response:
        """The next call of the script, or a closing word; what is no question to a model gets an empty answer."""
        wire = wire_of(request.url.path)
        conversation = self._conversations.get(request.path_params["client"])
        if wire is None or conversation is None or request.method != "POST":
            return JSONResponse({})
        body = await request.json()
        offered, results = wire.offered(body), wire.results(body)
        # Side questions, such as for a title, come without tools.
        step = None
        if offered:
            conversation.offered, conversation.results = offered, results
            # Each request holds all that went before.
            conversation.shown = json.dumps(body)
            step = self._step(offered, results)
        media, content = wire.reply(step, body, request.url.path)
        return Response(content, media_type=media)

    def _step(self, offered: Sequence[str], number: int) -> Step | None:
        if number >= len(self._script):
            return None
        question = self._script[number]
        # Clients put the server's name in front of a tool's.
        named = [name for name in offered if name.endswith(question.tool)]
        return Step(number, named[0], question.arguments) if named else None


@asynccontextmanager
async def scripted_model(script: Sequence[Question]) -> AsyncGenerator[ScriptedModel]:
    """The model at a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        model = ScriptedModel(f"http://127.0.0.1:{listening.getsockname()[1]}", script)
        methods = ["GET", "HEAD", "POST"]
        app = Starlette(routes=[Route("/{client}/{rest:path}", model.answer, methods=methods)])
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        async with anyio.create_task_group() as group:
            group.start_soon(server.serve, [listening])
            try:
                yield model
            finally:
                server.should_exit = True
