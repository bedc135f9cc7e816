"""Whatever stands in a recording, it is told as promised or refused by name, and no secret of it leaves."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from one_case import check
from through_client import told_to_a_client

SEEDS_A_TEST = 20
ANYTHING = settings(
    max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("first", range(0, 300, SEEDS_A_TEST))
def test_a_hostile_recording_breaks_no_promise(first: int) -> None:
    broken = {seed: found for seed in range(first, first + SEEDS_A_TEST) if (found := check(seed).broken)}
    assert broken == {}


@pytest.mark.parametrize(
    "seed",
    [
        7_011_682,
        7_086_231,
        7_107_072,
        8_016_059,
        60_000_258,
        200_022_971,
        200_028_869,
        300_077_310,
        600_052_163,
        600_062_545,
        600_080_121,
        800_073_131,
        800_093_064,
    ],
)
def test_a_recording_that_once_broke_one_no_longer_does(seed: int) -> None:
    assert check(seed).broken == []


@ANYTHING
@given(st.integers(0, 2**32))
def test_a_hostile_recording_of_any_seed_breaks_no_promise(seed: int) -> None:
    assert check(seed).broken == []


@pytest.mark.parametrize("seed", range(12))
async def test_an_assistant_is_told_of_a_hostile_session_as_promised(seed: int) -> None:
    assert await told_to_a_client(seed) == []
