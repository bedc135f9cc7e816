"""What DevRev says in an error answer, read from a body that may be anything."""

import json
import math
import re
from typing import Annotated, Final, Self, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _text(value: object) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    # Half of a cut-off emoji is legal JSON but no text: pydantic refuses it, and no answer of ours could carry it.
    return value.encode(errors="replace").decode().strip() or None


def _texts(value: object) -> tuple[str, ...]:
    entries = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(text for entry in entries if (text := _text(entry)) is not None)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


_STATED: Final = re.compile(rb'"(type|field_name)"\s?:\s?"([\w.]{1,60})"')
"""What is worth most in an error body that is cut off or not quite JSON."""

_Text = Annotated[str | None, BeforeValidator(_text)]
_Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
_Number = Annotated[float | None, BeforeValidator(_number)]


class Refusal(BaseModel):
    """The fields of an error body that are used; each may be missing, null or of another type than documented."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: _Text = None
    message: _Text = None
    detail: _Text = None
    field_name: _Text = None
    value: _Text = None
    allowed_values: _Texts = ()
    max_bytes: _Number = None
    retry_after: _Number = None
    reference_id: _Text = None

    @classmethod
    def read(cls, body: bytes | bytearray) -> Self:
        """What `body` says; nothing when it is no JSON object."""
        try:
            found: object = json.loads(body)
        except (ValueError, RecursionError):
            return cls.model_validate({key.decode(): value.decode() for key, value in _STATED.findall(body)})
        return cls.model_validate(found) if isinstance(found, dict) else cls()

    @property
    def words(self) -> str | None:
        """The message and the detail that DevRev gives, as one text."""
        said = [text for text in (self.message, self.detail) if text]
        return ": ".join(dict.fromkeys(said)) or None
