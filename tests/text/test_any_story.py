"""What a summary promises of any story whatever, at any budget, with any question and any window."""

from dataclasses import dataclass

from any_story import SECRETS, stories, texts
from hypothesis import HealthCheck, given, settings, strategies as st
from promises import broken_promises

from devrev_sessions.digest.digest import Digest, asked, digest
from devrev_sessions.text.calls import Address
from devrev_sessions.text.page import Cut, page
from devrev_sessions.text.portions import Detail
from devrev_sessions.text.summary import MOST_CHARACTERS, Summary, summary
from devrev_sessions.text.timeline import Window
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.story import Story

ANYTHING = settings(
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Wish:
    """What is asked of a story."""

    max_tokens: int
    question: str
    span: tuple[float, float] | None

    def window(self, story: Story) -> Window | None:
        if self.span is None:
            return None
        first, stop = (round(place * len(story.events)) for place in sorted(self.span))
        return Window(first, stop)


MANY_WORDS = " ".join(f"{number}" + "\u6f22\u5b57" * 20 for number in range(20))

wishes = st.builds(
    Wish,
    st.integers(400, 18_000) | st.sampled_from((400, 400, 500, 1_000, 3_000)),
    st.just("") | st.sampled_from(("why did it crash?", "pay button", MANY_WORDS)) | texts,
    st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)),
)


def read(story: Story, wish: Wish) -> tuple[Digest, Summary, Window | None]:
    told = digest(story)
    if wish.question:
        told = asked(told, wish.question)
    window = wish.window(story)
    return told, summary(told, Address("s-1", "app-1"), wish.max_tokens, window), window


details: st.SearchStrategy[Detail] = st.sampled_from(("standard", "full"))


@ANYTHING
@given(stories(), wishes)
def test_every_summary_keeps_what_it_promises(story: Story, wish: Wish) -> None:
    told, written, window = read(story, wish)
    assert tokens(written.text) <= wish.max_tokens
    assert len(written.text) <= MOST_CHARACTERS
    assert broken_promises(told, written, window) == []
    assert not [secret for secret in SECRETS if secret in written.text]
    assert read(story, wish)[1].text == written.text


@ANYTHING
@given(stories(), st.integers(0, 40), st.sampled_from((1, 7, 200)), details)
def test_every_page_shows_what_it_says_and_nothing_that_must_not_leave(
    story: Story, position: int, limit: int, detail: Detail
) -> None:
    if len(story.recordings) != 1 or story.whole:
        return
    told = digest(story)
    matches = range(len(story.events))
    cut = Cut(
        matches,
        min(position, len(matches)),
        limit,
        first=position == 0,
        detail="full" if detail == "full" else "standard",
    )
    shown = page(told, cut, include_replay=position == 0)
    assert len(shown.text) <= 24_000
    assert shown.text.count("\n[") == len(shown.indexes)
    assert shown.indexes == tuple(matches[cut.position : cut.position + len(shown.indexes)])
    assert all(line.count('"') % 2 == 0 for line in shown.text.split("\n"))
    assert not [secret for secret in SECRETS if secret in shown.text]
