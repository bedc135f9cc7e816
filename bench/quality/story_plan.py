"""From a plot, a platform, a size and a seed to a case; its recordings are told again from the seed when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

from case import Case
from facts import Fact, Truth
from facts_of import absent, ended_on, entered, flowed
from story import Story
from story_asks import View
from story_part import Part, stamp
from story_tab import Tab
from story_truth import Whole

from devrev_sessions.sandbox.apps import ANDROID_APP, IOS_APP, WEB_APP
from devrev_sessions.sandbox.sample_session import Body, SampleSession

Plot: TypeAlias = Callable[[Story, int], None]
Made: TypeAlias = dict[tuple[str, str], dict[str, object]]

APPS: Final = {"android": ANDROID_APP, "ios": IOS_APP, "web": WEB_APP}


@dataclass(frozen=True)
class Plan:
    """What a case will be made of. `before` is how many quiet parts come first; `last_only` asks for the last part."""

    name: str
    seed: int
    group: str
    platform: str
    size: int
    plot: Plot
    before: int = 0
    last_only: bool = False
    lost: bool = False
    """Whether a part is listed that has no recording, after the quiet ones."""
    unhurried: bool = False
    """Whether it takes the hours that so many events take."""

    def case(self) -> Case:
        """The case, its truth ready and its recordings still to be made."""
        story = self.story()
        only = len(story.parts) if self.last_only else None
        whole = story.whole(only)
        view = View(whole, whole.reading(story.told_of(whole, only)))
        facts = [*story.head_facts(view, whole), *_flow_facts(story, whole, view)]
        facts += [fact for ask in story.asks for fact in ask(view)]
        once = {(fact.topic, fact.asks): fact for fact in facts}
        counts = tuple(0 if part is None else part.count() for part in story.parts)
        truth = Truth(view.reading, counts if only is None else counts[-1:], tuple(once.values()))
        medium = "web" if story.is_web else "mobile"
        return Case(self.name, self.seed, self.group, medium, whole.events(), self._sample(story), truth, only)

    def story(self) -> Story:
        """The whole story, as the seed tells it every time."""
        hurry = 0.2 if self.size > 40_000 else 0.4 if self.size > 12_000 else 1.0
        if self.unhurried:
            hurry = 0.4 if self.size > 40_000 else 1.0
        story = Story(Random(f"{self.seed}/{self.name}"), self.platform, hurry=hurry)
        size = self.size
        for _ in range(self.before):
            part = story.part()
            part.fill(max(20, self.size // (2 * self.before)))
            part.leave()
            size = self.size // 2
        if self.lost:
            story.lost_part()
            story.ask(lambda _: [absent("part_missing")])
        self.plot(story, max(size, 20))
        story.close()
        return story

    def _sample(self, story: Story) -> SampleSession:
        ids = [f"{'tab' if story.is_web else 'rec'}-{self.name}-{number}" for number in range(1, len(story.parts) + 1)]
        there = [part_id for part_id, part in zip(ids, story.parts, strict=True) if part is not None]
        again = _Again(self, tuple(ids))
        recordings: dict[str, Body] = {part_id: again.body("recording", part_id) for part_id in there}
        info = {part_id: again.body("developer_info", part_id) for part_id in there} if story.is_web else {}
        return SampleSession(
            name=self.name,
            what_it_shows=self.group,
            session_id=f"quality-{self.name}",
            version_key=APPS[self.platform],
            platform=self.platform,
            parts=tuple(ids),
            session=_session(story, f"quality-{self.name}", ids),
            recordings=recordings,
            developer_info=info,
        )


class _Again:
    """Tells the story again when a body is asked for; the bodies it makes besides wait until they are asked for too."""

    def __init__(self, plan: Plan, ids: tuple[str, ...]) -> None:
        self._plan = plan
        self._ids = ids
        self._made: Made = {}

    def body(self, kind: str, part_id: str) -> Callable[[], dict[str, object]]:
        def made() -> dict[str, object]:
            if (kind, part_id) not in self._made:
                self._made = self._tell()
            return self._made.pop((kind, part_id))

        return made

    def _tell(self) -> Made:
        made: Made = {}
        story = self._plan.story()
        for part_id, part in zip(self._ids, story.parts, strict=True):
            if part is None:
                continue
            key = "tab_id" if story.is_web else "recording_id"
            head: dict[str, object] = {"session_id": f"quality-{self._plan.name}", key: part_id}
            head["device_metadata"] = story.device
            made["recording", part_id] = part.body() | head | _person(story)
            if isinstance(part, Tab):
                made["developer_info", part_id] = part.developer_info()
        return made


def _flow_facts(story: Story, whole: Whole, view: View) -> list[Fact]:
    """Where it ended, and the last screens that lead there."""
    if not story.sure_ending or not view.reading.screens:
        return []
    last = max(whole.parts, key=lambda each: each.starts_ms + each.part.ledger.last_ms)
    names = [name for name, _ in last.part.ledger.screens[-3:]]
    screen, ms = view.reading.screens[-1]
    return [ended_on(view.reading.ended_on), flowed(*names), entered(screen, ms)]


def _person(story: Story) -> dict[str, object]:
    person: dict[str, object] = {"rev_user_id": story.user} if story.user else {}
    return person | ({"rev_org_id": story.org} if story.org else {})


def _session(story: Story, session_id: str, ids: list[str]) -> dict[str, object]:
    """What sessions.get answers, in agreement with the recordings."""
    parts: list[Part] = [part for part in story.parts if part is not None]
    begin_ms = min(part.start_ms for part in parts)
    end_ms = max(part.start_ms + part.ledger.last_ms for part in parts)
    kinds = {kind for part in parts for kind, _ in part.ledger.failed}
    session: dict[str, object] = {
        "type": "web" if story.is_web else "mobile",
        "platform": story.platform,
        "session_id": session_id,
        "created_at": stamp(begin_ms),
        "device_metadata": story.device,
        "session_duration_ms": end_ms - begin_ms,
    } | _person(story)
    if story.is_web:
        tabs = [part for part in parts if isinstance(part, Tab)]
        return session | {
            "dead_click_count": sum(tab.dead_clicks for tab in tabs),
            "rage_click_count": sum(tab.rage_clicks for tab in tabs),
            "tab_ids": ids,
        }
    return session | {
        "has_exception_occurred": "exception" in kinds,
        "is_anr": "anr" in kinds,
        "is_crash": "crash" in kinds,
        "rage_tap": "rage_tap" in kinds,
        "recording_ids": ids,
    }
