"""How apps spell what a request answered: every team has its own words for status and duration."""

from dataclasses import dataclass
from random import Random
from typing import Final

STATUS_KEYS: Final = ("status", "statusCode", "status_code", "http_status", "code", "httpStatus", "responseCode")
TOOK_KEYS: Final = ("duration", "duration_ms", "durationMs", "took_ms", "responseTime", "elapsed_ms", "latency_ms")
CALM: Final[tuple[dict[str, object], ...]] = (
    {}, {}, {"error": None}, {"errors": []}, {"success": True}, {"message": "no error"}, {"error_count": 0},
    {"error": ""}, {"bytes": 4120}, {"body": {"success": True, "errors": []}}, {"failed": False},
)  # fmt: skip


@dataclass(frozen=True)
class Spelling:
    """One app's way to write down an answer."""

    status: str
    took: str
    as_text: bool
    with_url: bool

    def answered(self, status: int | None, took_ms: int) -> dict[str, object]:
        """The response's properties; without a status where none came."""
        took: dict[str, object] = {self.took: took_ms}
        if status is None:
            return took
        return {self.status: str(status) if self.as_text else status} | took

    def asked(self, method: str, name: str) -> dict[str, object]:
        """The request's properties."""
        asked: dict[str, object] = {"method": method}
        return asked | {"url": f"https://api.parcel.example/v2/{name}"} if self.with_url else asked


def spelling_for(dice: Random) -> Spelling:
    return Spelling(dice.choice(STATUS_KEYS), dice.choice(TOOK_KEYS), dice.random() < 0.3, dice.random() < 0.7)


def calm(dice: Random) -> dict[str, object]:
    """What stands beside a success and sounds, now and then, like its opposite."""
    return CALM[int(dice.random() * len(CALM))]


def denial(dice: Random, reason: str) -> dict[str, object]:
    """The body of a 2xx that failed all the same."""
    forms: tuple[dict[str, object], ...] = (
        {"success": False, "message": reason},
        {"error": reason},
        {"errors": [{"message": reason}]},
        {"body": {"success": False, "error": reason}},
        {"data": None, "errors": [{"message": reason, "path": ["order"]}]},
        {"success": "false", "error": {"code": "E_RULE", "message": reason}},
        {"body": f'{{"success":false,"error":"{reason}"}}'},
    )
    return dice.choice(forms)
