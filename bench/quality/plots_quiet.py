"""Sessions in which nothing goes wrong, however long they are."""

from facts_of import absent, no, nothing_wrong
from story import Story
from story_scenes import walk


def all_well(story: Story, size: int) -> None:
    part = story.part()
    part.fill(size * 3 // 4)
    walk(story, part)
    part.tap(story.names.deeds[0])
    part.wait(60, 150)
    part.call(story.names.calls[0], 200)
    part.wait(200, 500)
    part.go(story.names.drama[2])
    part.fill(max(12, size // 4))
    story.ask(
        lambda _: [nothing_wrong(), no("crash"), no("failed_request"), no("exception"), no("rage_tap"), no("dead_tap")]
    )


def all_well_twice(story: Story, size: int) -> None:
    """Several parts; one may be listed and lost."""
    parts = story.dice.randrange(2, 5)
    for turn in range(parts):
        part = story.part()
        part.fill(size // parts)
        part.wait(900, 1_400)
        part.go(story.names.drama[turn])
        part.fill(10)
        part.leave()
        if turn == 0 and story.dice.random() < 0.5:
            story.lost_part()
            story.ask(lambda _: [absent("part_missing")])
    story.ask(lambda _: [nothing_wrong(), no("crash"), no("failed_request"), no("exception")])
