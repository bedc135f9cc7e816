"""What an orchestrator asks: whether the process lives, and whether it should be sent calls."""

from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from devrev_sessions.assistant.desks import Desks

READY_PATH: Final = "/readyz"


class Health:
    """Answers whatever the Host header: probes come to an address, and are told nothing that others must not know."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self.draining = False

    @property
    def routes(self) -> list[Route]:
        """`/healthz` while the process lives, `/readyz` from when calls are answered at once until it is to stop."""
        return [Route("/healthz", self._alive, methods=["GET"]), Route(READY_PATH, self._ready, methods=["GET"])]

    async def _alive(self, _: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def _ready(self, _: Request) -> JSONResponse:
        if self.draining or not self._desks.ready:
            status = "draining" if self.draining else "starting"
            return JSONResponse({"status": status}, HTTPStatus.SERVICE_UNAVAILABLE)
        return JSONResponse({"status": "ready"})
