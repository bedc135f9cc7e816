"""Digests that are kept for the next question."""

from dataclasses import replace

from devrev_sessions.assistant.kept import KEPT_EVENTS, Answers
from devrev_sessions.timeline.story import Story, story_of
from storytelling import recording, tap


def story(number: int, events: int) -> Story:
    told = recording(*(tap(100 * n, "pay") for n in range(events)))
    return story_of(replace(told, session_id=f"s-{number}", reading=number))


async def test_digests_of_many_ordinary_stories_are_kept_together():
    answers = Answers()
    stories = [story(number, 20) for number in range(30)]
    first = [await answers.digest("owner", each) for each in stories]
    again = [await answers.digest("owner", each) for each in stories]
    assert all(one is other for one, other in zip(first, again, strict=True))


async def test_the_digest_of_a_very_long_story_is_kept_alone():
    answers = Answers()
    short, long = story(1, 20), story(2, KEPT_EVENTS)
    before = await answers.digest("owner", short)
    kept = await answers.digest("owner", long)
    assert await answers.digest("owner", long) is kept
    assert await answers.digest("owner", short) is not before


async def test_what_one_may_see_is_not_given_to_another():
    answers = Answers()
    assert await answers.digest("one", story(1, 5)) is not await answers.digest("other", story(1, 5))
