"""Reading the settings, and plain words for those that cannot be used."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final, cast

from platformdirs import user_config_path
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from devrev_sessions.settings.serving import Caller, HttpKey, HttpSettings, OAuthSettings, SharedSettings
from devrev_sessions.settings.tables import (
    App,
    CacheSettings,
    LimitSettings,
    RedactionRule,
    RedactionSettings,
    Settings,
)

CONFIG_VARIABLE: Final = "DEVREV_SESSIONS_CONFIG"
VARIABLES: Final = {
    "DEVREV_API_KEY": ("token",),
    "DEVREV_VERSION_KEY": ("version_key",),
    "DEVREV_BASE_URL": ("base_url",),
    "DEVREV_SESSIONS_SHARED_URL": ("shared", "url"),
    "DEVREV_SESSIONS_SHARED_KEY": ("shared", "key"),
}
"""Which setting a variable of the environment stands for."""

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


class SettingsError(Exception):
    """The settings cannot be used; `problems` has one plain line for each reason, and none repeats a value."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def default_path() -> Path:
    """The file that is read when none is named; it need not exist."""
    return user_config_path("devrev-sessions-mcp", appauthor=False) / "config.toml"


def load(
    config: Path | None = None, environ: Mapping[str, str] = os.environ, instead: Mapping[str, object] | None = None
) -> Settings:
    """The settings from the file `config`, or the one `environ` names, or the default one, and from `environ`.

    What stands in `instead` replaces what those say. Raises SettingsError, also when a named file is not there.
    """
    if config is None and (named := environ.get(CONFIG_VARIABLE, "").strip()):
        # An assistant's configuration passes variables on without a shell that would expand the tilde.
        config = Path(named).expanduser()
    path = config or default_path()
    table = _read(path, required=config is not None)
    sources = {keys: name for name, keys in VARIABLES.items() if environ.get(name, "").strip()}
    for keys, name in sources.items():
        _set(table, keys, environ[name].strip())
    table |= instead or {}
    problems: tuple[str, ...] = ()
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        problems = tuple(_problem(detail, path, sources) for detail in error.errors(include_url=False))
    # Outside the except block, so that the error with the values in it does not travel along as a context.
    raise SettingsError(*problems)


def _set(table: dict[str, object], keys: tuple[str, ...], value: str) -> None:
    """Put `value` where `keys` lead, over what a file says there."""
    for key in keys[:-1]:
        inner = table.get(key)
        table[key] = table = {**cast("dict[str, object]", inner)} if isinstance(inner, dict) else {}
    table[keys[-1]] = value


def _read(path: Path, *, required: bool) -> dict[str, object]:
    problem = ""
    try:
        # Windows editors begin a file with a byte order mark, which TOML does not know.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        if not required:
            return {}
        problem = "there is no such file"
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        problem = "is not UTF-8 text"
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        where = f"line {place[1]}, column {place[2]}" if place else "the end of the file"
        problem = f"{where} is not TOML: text stands in quotes, what is opened is closed, no key stands twice"
    raise SettingsError(f"{path}: {problem}")


def _problem(detail: ErrorDetails, file: Path, sources: Mapping[tuple[str, ...], str]) -> str:
    keys = [str(key) for key in detail["loc"]]
    path = file if file.is_file() else "the settings"
    if not keys:
        return f"{path}: {_reason(detail)}"
    if source := sources.get(tuple(keys)):
        return f"{source}: {_reason(detail)}"
    shown = ".".join(key if _BARE_KEY.fullmatch(key) else json.dumps(key) for key in keys)
    if detail["type"] == "extra_forbidden":
        return f"{path}: {shown} is not a setting; {_hint(keys)}"
    return f"{path}: {shown} {_reason(detail)}"


_TABLES: Final[Mapping[str, type[BaseModel]]] = {
    "": Settings,
    "apps.*": App,
    "cache": CacheSettings,
    "callers.*": Caller,
    "http": HttpSettings,
    "http.keys.*": HttpKey,
    "http.oauth": OAuthSettings,
    "limits": LimitSettings,
    "redaction": RedactionSettings,
    "redaction.rules.*": RedactionRule,
    "shared": SharedSettings,
}
"""What stands where; `*` is a name of one's own or a place in a list."""


def _hint(keys: list[str]) -> str:
    above = keys[:-1]
    table = _TABLES.get(".".join(above)) or _TABLES.get(".".join([*above[:-1], "*"])) or Settings
    known = list(table.model_fields)
    close = get_close_matches(keys[-1].lower(), known, n=1)
    return f"did you mean {close[0]}?" if close else f"the settings here are {', '.join(known)}"


_REASONS: Final = {
    "missing": "is missing",
    "string_type": "must be text in quotes",
    "string_sub_type": "must be text in quotes",
    "string_too_short": "is empty; leave it out, or fill it in",
    "list_type": 'must be a list, such as ["order_key"]',
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "mapping_type": "must be a table, such as [apps.shop-android] or [cache]",
    "dict_type": "must be a table, such as [apps.shop-android] or [cache]",
    "model_type": "must be a table, such as [apps.shop-android] or [cache]",
    "model_attributes_type": "must be a table, such as [apps.shop-android] or [cache]",
}
"""What is wrong, by pydantic's name for it."""


_PATTERNS: Final[Mapping[str | int, str]] = {
    "label": "must be words in lower case, 30 letters at most",
    "sha256": "must be the 64 hexadecimal digits that `devrev-sessions-mcp new-key` prints",
    "": "holds characters that no scope has",
}
"""What a text must be like, by the setting it stands in."""


def _reason(detail: ErrorDetails) -> str:
    told = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(told["error"])
        case "string_pattern_mismatch":
            return _PATTERNS.get(detail["loc"][-1], _PATTERNS[""])
        case "string_too_long":
            return f"must have {told['max_length']} characters at most"
        case "literal_error":
            return f"must be one of {told['expected']}"
        case "greater_than":
            return f"must be more than {told['gt']:g}"
        case "greater_than_equal":
            return f"must be at least {told['ge']:g}"
        case "less_than_equal":
            return f"must be at most {told['le']:g}"
        case other:
            return _REASONS.get(other, "cannot be used")
