"""Digests and answers made lately: an assistant asks several things of one recording, and some of them again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar

from devrev_sessions.assistant.answer import Answer
from devrev_sessions.devrev.aside import Aside
from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.timeline.story import Story

KEPT_EVENTS: Final = 30_000
"""Events in the digests that are kept for the next question about the same story; each keeps its recordings in memory,
so that one of a very long story is kept alone, and those of dozens of ordinary ones together."""
KEPT_ANSWERS: Final = 128
"""Answers kept for the same question asked again; none is larger than 48,000 characters twice over."""

Value = TypeVar("Value")


class Answers:
    """What was made of stories lately; all that is given to it is made beside the event loop, one after another."""

    def __init__(self) -> None:
        self._aside = Aside()
        self._digests: OrderedDict[Hashable, Digest] = OrderedDict()
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    async def beside(self, work: Callable[[], Value]) -> Value:
        """What `work` gives, done beside the event loop."""
        return await self._aside.do(work)

    async def digest(self, owner: str, story: Story) -> Digest:
        """The digest of a story that `owner` may see."""
        return await self._aside.do(lambda: self._digest(owner, story))

    async def answer(
        self, owner: str, stories: Sequence[Story], question: Hashable, make: Callable[[Sequence[Digest]], Answer]
    ) -> Answer:
        """The answer that `make` finds in the digests of stories that `owner` may see.

        The same question of the same readings has the same answer, and a digest is made once for as long as the
        recordings are not read again.
        """
        key = (owner, *(mark for story in stories for mark in story.mark), question)

        def made() -> Answer:
            told = [self._digest(owner, each) for each in stories]
            return _kept(self._answers, key, lambda: make(told), lambda: len(self._answers) > KEPT_ANSWERS)

        return self._answers.get(key) or await self._aside.do(made)

    def _digest(self, owner: str, story: Story) -> Digest:
        # Only the one thread beside the loop writes to what is kept.
        return _kept(self._digests, (owner, story.mark), lambda: digest(story), self._too_many)

    def _too_many(self) -> bool:
        return len(self._digests) > 1 and sum(len(each.story.events) for each in self._digests.values()) > KEPT_EVENTS


def _kept(
    kept: OrderedDict[Hashable, Value], key: Hashable, make: Callable[[], Value], too_many: Callable[[], bool]
) -> Value:
    """What is kept under `key`, made where it is not there; while there are too many the least recently used goes."""
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
    kept.move_to_end(key)
    while too_many():
        kept.popitem(last=False)
    return found
