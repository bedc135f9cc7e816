"""Settings: the defaults, then a TOML file, then the environment; the later one wins."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from devrev_sessions.own_pattern import checked_pattern

CONFIG_VARIABLE: Final = "DEVREV_SESSIONS_CONFIG"
VARIABLES: Final = {"DEVREV_API_KEY": "token", "DEVREV_VERSION_KEY": "version_key", "DEVREV_BASE_URL": "base_url"}

_ONE_WORD: Final = re.compile(r"[!-~]+")
# A label longer than 63 characters is no host name (RFC 1035), and the resolver fails on it in its own way.
_HOST_NAME: Final = re.compile(r"(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


def checked_base_url(text: str) -> str:
    """`text` without a trailing slash, when a token may be sent there: https, or http to this machine.

    Raises ValueError with a reason that does not repeat `text`, which may hold a password.
    """
    try:
        url = urlsplit(text)
        host, _ = url.hostname or "", url.port
    except ValueError:
        raise ValueError("is not a URL such as https://api.devrev.ai") from None
    if url.scheme not in {"http", "https"} or not _is_host(host) or not _ONE_WORD.fullmatch(text) or "\\" in text:
        raise ValueError("is not a URL such as https://api.devrev.ai")
    if "@" in url.netloc:
        raise ValueError("must not hold a user name or password; the token has a setting of its own")
    if "?" in text or "#" in text:
        raise ValueError("must end with the path, without ? or #")
    if url.scheme == "http" and not is_loopback(host):
        raise ValueError("must start with https://; plain http would show the token to the network")
    return text.rstrip("/")


def checked_token(text: str) -> str:
    """`text` without the white space around it, when it can stand in a header; raises ValueError otherwise."""
    text = text.strip()
    if not text:
        raise ValueError("is empty; leave it out, or paste the token")
    if not _ONE_WORD.fullmatch(text):
        raise ValueError("holds white space or characters that no token has; paste the token alone, without Bearer")
    return text


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return _HOST_NAME.fullmatch(host) is not None
    return True


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _checked_secret(token: SecretStr) -> SecretStr:
    return SecretStr(checked_token(token.get_secret_value()))


class _Table(BaseModel):
    """A table of the file: values of the right type, no unknown key, and no value repeated in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class App(_Table):
    """An app under a name of your own; `version_key` is its PLuG Unique App ID."""

    version_key: Annotated[str, Field(min_length=1)]
    platform: Literal["android", "ios", "web"] | None = None


class RedactionRule(_Table):
    """What a team hides besides: whatever `pattern` matches is shown as `[label]`."""

    label: Annotated[str, Field(pattern=r"^[a-z][a-z ]{0,29}$")]
    pattern: Annotated[str, Field(min_length=1), AfterValidator(checked_pattern)]


class RedactionSettings(_Table):
    """What is hidden more, and what less: the values of `allow_names` are shown as they are."""

    allow_names: list[Annotated[str, Field(min_length=1)]] = Field(default_factory=list[str])
    rules: list[RedactionRule] = Field(default_factory=list[RedactionRule])


class CacheSettings(_Table):
    """What is kept of recordings already read: a question is seldom the only one about its recording."""

    max_megabytes: Annotated[int, Field(ge=0, le=65_536)] = 256
    max_age_seconds: Annotated[float, Field(ge=0, le=86_400)] = 900


class LimitSettings(_Table):
    """What one call to DevRev may cost: the size of its answer, expanded, and its time, retries included."""

    max_body_megabytes: Annotated[int, Field(ge=1, le=4096)] = 128
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 20


class Settings(_Table):
    """Everything that can be set; `version_key` is the default app, by its key or by its name in `apps`."""

    token: Annotated[SecretStr, AfterValidator(_checked_secret)] | None = None
    base_url: Annotated[str, AfterValidator(checked_base_url)] = "https://api.devrev.ai"
    version_key: Annotated[str, Field(min_length=1)] | None = None
    apps: Mapping[str, App] = Field(default_factory=dict[str, App])
    redact: Literal["standard", "strict", "off"] = "standard"
    redaction: RedactionSettings = RedactionSettings()
    cache: CacheSettings = CacheSettings()
    limits: LimitSettings = LimitSettings()


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
    sources = {key: name for name, key in VARIABLES.items() if environ.get(name, "").strip()}
    table |= {key: environ[name].strip() for key, name in sources.items()}
    table |= instead or {}
    problems: tuple[str, ...] = ()
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        problems = tuple(_problem(detail, path, sources) for detail in error.errors(include_url=False))
    # Outside the except block, so that the error with the values in it does not travel along as a context.
    raise SettingsError(*problems)


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


def _problem(detail: ErrorDetails, path: Path, sources: Mapping[str, str]) -> str:
    keys = [str(key) for key in detail["loc"]]
    if source := sources.get(keys[0]):
        return f"{source}: {_reason(detail)}"
    shown = ".".join(key if _BARE_KEY.fullmatch(key) else json.dumps(key) for key in keys)
    if detail["type"] == "extra_forbidden":
        return f"{path}: {shown} is not a setting; {_hint(keys)}"
    return f"{path}: {shown} {_reason(detail)}"


def _hint(keys: list[str]) -> str:
    tables: dict[str, type[BaseModel]] = {
        "apps": App,
        "cache": CacheSettings,
        "limits": LimitSettings,
        "redaction": RedactionRule if "rules" in keys[:-1] else RedactionSettings,
    }
    known = list((tables.get(keys[0], Settings) if len(keys) > 1 else Settings).model_fields)
    close = get_close_matches(keys[-1].lower(), known, n=1)
    return f"did you mean {close[0]}?" if close else f"the settings here are {', '.join(known)}"


_REASONS: Final = {
    "missing": "is missing",
    "string_type": "must be text in quotes",
    "string_sub_type": "must be text in quotes",
    "string_too_short": "is empty; leave it out, or fill it in",
    "string_pattern_mismatch": "must be words in lower case, 30 letters at most",
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


def _reason(detail: ErrorDetails) -> str:
    told = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(told["error"])
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
