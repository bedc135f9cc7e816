"""Whether a client did what it should, by the same rules for all, and what its model is shown."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from questions import TOOLS, Told

CONNECTED: Final = re.compile(r"devrev-sessions\b.*\bconnected\b", re.IGNORECASE)
COLOUR: Final = re.compile(r"\x1b\[[\d;]*m")
OPENING: Final = re.compile(r"[\[{]")


@dataclass(frozen=True)
class Seen:
    """What a client did: the tools it lists, what it shows of each result, what it took for an error, what it said."""

    listed: Sequence[str]
    shown: Sequence[Sequence[str]]
    failed: Sequence[bool] | None = None
    said: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What came of it; without faults it works."""

    faults: tuple[str, ...] = ()
    answer: str = ""
    frame: str = ""
    error: str = ""


def judged(seen: Seen, told: Sequence[Told]) -> Verdict:
    """The verdict on what was seen, held against what the server told."""
    faults = [f"does not list {tool}" for tool in sorted(TOOLS) if not any(each.endswith(tool) for each in seen.listed)]
    if seen.said is not None and not any(CONNECTED.search(line) for line in COLOUR.sub("", seen.said).splitlines()):
        faults.append(f"does not say connected, but {seen.said[-200:]!r}")
    if len(seen.shown) != len(told):
        return Verdict((*faults, f"shows {len(seen.shown)} results of {len(told)}"))
    forms = [forms_in(shown, each) for shown, each in zip(seen.shown, told, strict=True)]
    faults += [f"result {place} is not shown whole" for place, found in enumerate(forms, 1) if not found]
    if seen.failed is not None and list(seen.failed) != [each.is_error for each in told]:
        faults.append(f"takes {list(seen.failed)} for errors")
    pairs = [*zip(forms, told, strict=True)]
    return Verdict(
        tuple(faults),
        answer=_in_words(found for found, each in pairs if not each.image and not each.is_error),
        frame=_in_words(found for found, each in pairs if each.image),
        error=_in_words(found for found, each in pairs if each.is_error),
    )


def forms_in(shown: Sequence[str], told: Told) -> tuple[str, ...]:
    """In which forms what was told stands whole in what is shown, however often it was wrapped."""
    layers = [layer for piece in shown for layer in _layers(piece)]
    text = any(isinstance(layer, str) and told.text in layer for layer in layers)
    data = any(isinstance(layer, dict) and _holds(cast("dict[str, object]", layer), told.data) for layer in layers)
    image = told.image is not None and any(isinstance(layer, str) and told.image in layer for layer in layers)
    return ("text",) * text + ("data",) * data + ("image",) * image


def _in_words(results: Iterable[tuple[str, ...]]) -> str:
    return "; ".join(dict.fromkeys(", ".join(forms) or "nothing" for forms in results))


def _holds(layer: Mapping[str, object], data: Mapping[str, object]) -> bool:
    return bool(data) and all(name in layer and layer[name] == value for name, value in data.items())


def _layers(value: object) -> Iterator[object]:
    """A value and all that stands in it, JSON within strings included."""
    yield value
    inner: Iterator[object] = iter(())
    if isinstance(value, str):
        inner = _json_in(value)
    elif isinstance(value, dict):
        inner = iter(cast("dict[str, object]", value).values())
    elif isinstance(value, list):
        inner = iter(cast("list[object]", value))
    for each in inner:
        yield from _layers(each)


def _json_in(text: str) -> Iterator[object]:
    decoder, place = json.JSONDecoder(), 0
    while opening := OPENING.search(text, place):
        try:
            value, place = decoder.raw_decode(text, opening.start())
        except json.JSONDecodeError:
            place = opening.end()
        else:
            yield value
