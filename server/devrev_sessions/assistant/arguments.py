"""What an assistant may ask: strict about names, forgiving about form, and plain about mistakes."""

from difflib import get_close_matches
from typing import Annotated, Any, Final, Literal, TypeVar, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from devrev_sessions.digest.select import is_moment
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.timeline.events import Kind

Given = TypeVar("Given", bound="AnyArguments")

LONGEST_ID: Final = 512
LONGEST_OFFSET: Final = 40
_NULL: Final = {"type": "null"}


def _digits(value: object) -> object:
    """Assistants send numbers for texts of digits, and now and then half of an emoji, which nothing can pass on."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def trimmed(value: object) -> object:
    """Assistants send null or an empty string for "not given"."""
    value = _digits(value)
    return (value.strip() or None) if isinstance(value, str) else value


def listed(value: object) -> object:
    """One kind alone, or several in one string, are a list as well."""
    if isinstance(value, str):
        return [word.strip() for word in value.replace(",", " ").split()]
    return value


def _moment(value: str | None) -> str | None:
    """Refused before DevRev is asked for anything."""
    if value is not None and not is_moment(value):
        raise PydanticCustomError("moment", "neither an offset nor a reference")
    return value


Id = Annotated[str, BeforeValidator(_digits), Field(min_length=1, max_length=LONGEST_ID)]
OptionalId = Annotated[Id | None, BeforeValidator(trimmed)]
Moment = Annotated[
    Annotated[str, Field(max_length=LONGEST_OFFSET)] | None, BeforeValidator(trimmed), AfterValidator(_moment)
]
Question = Annotated[Annotated[str, Field(max_length=1000)] | None, BeforeValidator(trimmed)]
Search = Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(trimmed)]
CursorText = Annotated[Annotated[str, Field(max_length=6000)] | None, BeforeValidator(trimmed)]


VersionKey = Annotated[
    OptionalId,
    Field(description="The app: its PLuG Unique App ID or its configured name. Leave out when one is configured."),
]
PlatformName = Annotated[
    Literal["android", "ios", "web"] | None,
    BeforeValidator(trimmed),
    Field(description="Only if known; otherwise found out."),
]


class AnyArguments(BaseModel):
    """What a tool takes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ScreenArguments(AnyArguments):
    """What `get_session_screen` takes, and every tool that is about one session."""

    session_id: Annotated[Id, Field(description="DevRev session id.")]
    recording_id: Annotated[OptionalId, Field(description="One recording of a mobile session.")] = None
    tab_id: Annotated[OptionalId, Field(description="One tab of a web session.")] = None
    version_key: VersionKey = None
    platform: PlatformName = None
    around: Annotated[
        Moment, Field(description="The moment of interest: a reference such as #128 or r2#14, or an offset.")
    ] = None


class Arguments(ScreenArguments):
    """What the tools take that tell events of one session."""

    start: Annotated[
        Moment,
        Field(description="Offset m:ss, h:mm:ss or milliseconds, negative from the end; or a reference, included."),
    ] = None
    end: Annotated[Moment, Field(description="Like start.")] = None
    fresh: Annotated[bool, Field(description="Ask DevRev again instead of using what was read lately.")] = False


class CompareArguments(AnyArguments):
    """What `compare_sessions` takes."""

    session_ids: Annotated[
        tuple[Id, ...],
        BeforeValidator(listed),
        Field(min_length=2, max_length=10, description="2 to 10 session ids of one app: failing and working ones."),
    ]
    version_key: VersionKey = None
    platform: PlatformName = None


class SummaryArguments(Arguments):
    """What `summarize_session_timeline` takes."""

    question: Annotated[
        Question, Field(description="What the person wants to know; moves what bears on it forward.")
    ] = None
    max_tokens: Annotated[int, Field(ge=400, le=18_000, description="Upper limit of the text.")] = 3_000


class RecordingArguments(Arguments):
    """What `get_session_recording` takes."""

    kinds: Annotated[
        tuple[Kind, ...] | None, BeforeValidator(listed), Field(description="Only events of these kinds.")
    ] = None
    search: Annotated[
        Search, Field(description="Only events that contain this text, in names, screens or properties.")
    ] = None
    limit: Annotated[int, Field(ge=1, le=200, description="Events a page.")] = 50
    cursor: Annotated[
        CursorText,
        Field(description="From the page before. It knows recording and filters; others beside it are refused."),
    ] = None
    detail: Annotated[
        Literal["standard", "full"], Field(description="full adds every property, request, response and the crash log.")
    ] = "standard"
    include_replay: Annotated[
        bool, Field(description="Add the presigned links to frames (mobile) or rrweb packets (web).")
    ] = False


def read_arguments(model: type[Given], given: dict[str, object]) -> Given:
    """The arguments as `model`.

    Raises InvalidArguments, one sentence about the first mistake.
    """
    try:
        return model.model_validate(given)
    except ValidationError as error:
        mistake = error.errors(include_url=False)[0]
    field = str(mistake["loc"][0]) if mistake["loc"] else "arguments"
    names = tuple(model.model_fields)
    if mistake["type"] == "extra_forbidden":
        near = get_close_matches(field, names, n=1)
        raise InvalidArguments(
            "There is no argument {value}.",
            f"Use {near[0]} instead." if near else f"Use only: {', '.join(names)}.",
            value=field,
            field=near[0] if near else None,
            allowed_values=names,
        )
    if mistake["type"] == "missing":
        raise InvalidArguments(
            f"The argument {field} is missing.",
            f"Call again with {field}; ask the user for it if it is not known.",
            field=field,
        )
    raise InvalidArguments(
        f"The argument {field} cannot be {{value}}: {_reason(mistake['type'], mistake.get('ctx') or {})}.",
        _instead(field, required=field in names and model.model_fields[field].is_required()),
        value=_shown(mistake["input"]),
        field=field,
        allowed_values=_allowed(field),
    )


def _instead(field: str, *, required: bool) -> str:
    if field in {"around", "start", "end"}:
        return "Write m:ss, h:mm:ss or milliseconds, negative from the end, or a reference such as #128 or r2#14."
    if field == "kinds":
        return "Use the kinds below, or search for a text; a crash stands in the log that detail=full shows."
    return f"Call again with another {field}." if required else f"Call again with another {field}, or without it."


def _reason(kind: str, about: dict[str, Any]) -> str:
    reasons = {
        "string_type": "it must be a text",
        "string_too_short": "it must not be empty",
        "string_too_long": f"it has more than {about.get('max_length')} characters",
        "int_type": "it must be a whole number",
        "int_parsing": "it must be a whole number",
        "int_from_float": "it must be a whole number",
        "bool_type": "it must be true or false",
        "bool_parsing": "it must be true or false",
        "greater_than_equal": f"it must be at least {about.get('ge')}",
        "less_than_equal": f"it must be at most {about.get('le')}",
        "literal_error": f"it must be {about.get('expected')}",
        "enum": "it must be one of the kinds",
        "tuple_type": "it must be a list",
        "too_short": "they must be 2 or more",
        "too_long": "they must be 10 or fewer",
        "moment": "it is neither an offset nor a reference",
    }
    return reasons.get(kind, "it has the wrong form")


def _allowed(field: str) -> tuple[str, ...]:
    allowed: dict[str, tuple[str, ...]] = {
        "platform": ("android", "ios", "web"),
        "kinds": tuple(Kind),
        "detail": ("standard", "full"),
    }
    return allowed.get(field, ())


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, cast("list[object]", value)))
    return str(value) if isinstance(value, int | float | bool) else "null" if value is None else type(value).__name__


def input_schema(model: type[BaseModel]) -> dict[str, object]:
    """The JSON schema of a model without what costs tokens and says nothing: titles, nulls, references."""
    schema = model.model_json_schema()
    definitions = cast("dict[str, object]", schema.pop("$defs", {}))
    lean = cast("dict[str, object]", _lean(schema, definitions))
    lean.pop("description", None)
    return lean


def _lean(node: object, definitions: dict[str, object]) -> object:
    if isinstance(node, list):
        return [_lean(entry, definitions) for entry in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    found = dict(cast("dict[str, object]", node))
    reference = found.pop("$ref", None)
    if isinstance(reference, str):
        target = dict(cast("dict[str, object]", definitions[reference.removeprefix("#/$defs/")]))
        target.pop("description", None)
        found = {**target, **found}
    choices = found.pop("anyOf", None)
    if isinstance(choices, list):
        real = [choice for choice in cast("list[object]", choices) if choice != _NULL]
        if len(real) == 1:
            found = {**cast("dict[str, object]", _lean(real[0], definitions)), **found}
        else:
            found["anyOf"] = real
    if found.get("default", 0) is None:
        del found["default"]
    for noise in ("title", "minLength", "maxLength"):
        if not isinstance(found.get(noise), dict):
            found.pop(noise, None)
    return {key: _lean(value, definitions) for key, value in found.items()}
