"""A plain answer read in the spelling of those before it is what a full reading makes of it."""

import json

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.exchange import ROLES, Exchange, read_exchange
from devrev_sessions.timeline.plain_answers import MOST_NAMES, PATIENCE, PlainAnswer, PlainAnswers
from devrev_sessions.timeline.properties import UNREADABLE

Json = dict[str, object]
LONG = settings(database=None, deadline=None, derandomize=True, max_examples=150)


def event(json_text: bytes) -> Event:
    return Event(n=1, kind=Kind.REQUEST, response=msgspec.Raw(json_text))


def in_full(response: bytes) -> Exchange:
    """What a full reading says: a `reason` without words complains of nothing, and no plain answer has one."""
    return read_exchange(event(response[:-1] + b"," * (response != b"{}") + b'"reason":""}'))


def role(name: str) -> str:
    return next((role for role, names in ROLES.items() if name in names), "")


NAMES = st.sampled_from([name for names in ROLES.values() for name in names if name != "reason"] + ["bytes", "url", ""])
TELLING = ["status", "code", "duration", "latency"]
GOOD_OR_BAD: list[object] = [200, 204, 304, 99, 400, 503, 0, 200.0, "200", "503", " 200 ", "ok", "failed", True, None]
LONG_OR_SHORT: list[object] = [0, 12, 12.5, 13.5, 12.0, -1, 10**9, 10**400, "12", "12 ms", True, None, {}]
WORDS: list[object] = ["", "none", [], [{"error": "x"}], {"error": "x"}, '{"ok": false}']
STATUSES, DURATIONS = st.sampled_from(GOOD_OR_BAD), st.sampled_from(LONG_OR_SHORT)
VALUES = st.sampled_from([*GOOD_OR_BAD, *LONG_OR_SHORT, *WORDS])


def answers_as(status: str, took: str, *beside: str) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({status: STATUSES, took: DURATIONS}, optional=dict.fromkeys(beside, VALUES))


ANSWERS = (
    answers_as("status", "duration", "bytes", "url")
    | answers_as("code", "latency", "bytes", "start")
    | st.dictionaries(NAMES, VALUES, max_size=5)
)


@LONG
@given(st.lists(ANSWERS, min_size=1, max_size=40))
def test_any_run_of_answers_is_read_as_each_by_itself(answers: list[Json]):
    for answer in answers:
        response = json.dumps(answer).encode()
        assert read_exchange(event(response)) == in_full(response)


@LONG
@given(st.lists(st.tuples(st.sampled_from([*TELLING, "bytes", "error"]), VALUES), max_size=5))
def test_a_name_given_twice_counts_as_in_a_full_reading(pairs: list[tuple[str, object]]):
    members = ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in pairs)
    response = f"{{{members}}}".encode()
    learned(response)
    assert read_exchange(event(response)) == in_full(response)


def learned(response: bytes) -> None:
    """Make the spelling of a plain answer the one that is expected."""
    for _ in range(PATIENCE):
        read_exchange(event(response))


def test_the_better_known_of_two_statuses_counts():
    for response in (b'{"code":200,"status":503,"duration":1}', b'{"status":503,"code":200,"duration":1}'):
        assert read_exchange(event(response)) == Exchange(status=503, took_ms=1, failed=True)


@pytest.mark.parametrize("name", ['quo"ted', "back\\slash", "bell\x07", "\ud83d", ""])
def test_names_that_no_field_can_have_are_read_all_the_same(name: str):
    response = json.dumps({"status": 200, "duration": 7, name: 1}).encode()
    for _ in range(2 * PATIENCE):
        assert read_exchange(event(response)) == Exchange(status=200, took_ms=7)


def spelled(**fields: object) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(fields).encode())


def test_a_spelling_is_learned_with_every_harmless_name_beside_it():
    answers = PlainAnswers(role)
    first, second = spelled(code=200, rtt=5, bytes=1), spelled(code=201, rtt=6, cached=True)
    assert answers.read(first) == PlainAnswer(status=200, took_ms=5)
    for _ in range(PATIENCE):
        assert answers.read(second) == PlainAnswer(status=201, took_ms=6)
    assert [(found.status, found.took_ms) for found in map(answers.decode, (first, second))] == [(200, 5), (201, 6)]
    for strange in (spelled(code=200), spelled(code=200, rtt=5, error="x"), spelled(status=200, duration=5)):
        with pytest.raises(UNREADABLE):
            answers.decode(strange)


def test_names_without_end_are_learned_seldom_and_not_all():
    answers = PlainAnswers(role)
    spellings: set[int] = set()
    for n in range(4 * PATIENCE * MOST_NAMES // 8):
        assert answers.read(spelled(code=200, rtt=n, **{f"x{n}_{i}": i for i in range(8)}))
        spellings.add(id(answers.decode))
    assert len(spellings) <= 2 * MOST_NAMES
    assert answers.decode(spelled(code=200, rtt=1)).took_ms == 1
