"""A comparison in words."""

from devrev_sessions.digest.compare import compare
from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import Address
from devrev_sessions.text.comparison import Compared, Side, Telling
from devrev_sessions.text.door import say
from devrev_sessions.timeline.recording import Device
from storytelling import TRACE, app, crashed, exception, opened, request, tap, told_of

BUYING = [*opened(0, "Cart"), tap(1, "checkout", "Cart")]


def device(version: str) -> Device:
    return Device(app_version=app(version), network=app("WiFi"))


def failing(version: str = "5.2") -> Digest:
    return told_of(*BUYING, request(2, "order", status=504), device=device(version))


def working(version: str = "5.3") -> Digest:
    return told_of(*BUYING, request(2, "order"), device=device(version))


def compared(*told: Digest) -> Compared:
    sides = [Side(each, Address(f"id-{place}", "shop")) for place, each in enumerate(told, 1)]
    return Telling(sides, compare(told)).whole([say("Not compared: x.")])


def test_a_session_without_events_is_named_and_not_said_to_be_without_the_failure() -> None:
    found = compared(failing(), told_of())
    assert found.missing[-1] == "s2 has no events, so nothing of what happened there is compared."
    assert found.missing[-1] in found.text
    assert found.failure == 'Request "order" in 1 of 2 [s1 #5]'


def test_each_part_of_a_comparison_has_its_lines() -> None:
    found = compared(failing(), working())
    together = "s1 and s2 go the same way for 2 steps"
    failed = 'request "order" failed, 504 after 100 ms [s1 #5]'
    worked = 'request "order": 200 in 100 ms [s2 #5]'
    opened_first = 'get_session_recording(session_id="id-1", around="#5", version_key="shop")'
    assert found.text.split("\n")[3:] == [
        "Not compared: x.",
        "Text in double quotes was written by the app or its user.",
        "",
        "## The failure",
        'Request "order" in 1 of 2 [s1 #5]; not in s2',
        "",
        "## The way to it",
        "The last 3 steps up to it, in order:",
        "- screen Cart [s1 #1]",
        '- tap "checkout" on Cart [s1 #4]',
        '- request "order" failed, 504 after 100 ms [s1 #5]',
        "",
        "## Where they part",
        f'- {together}, up to tap "checkout" on Cart [s1 #4, s2 #4]; then in s1 {failed}, in s2 {worked}',
        "",
        "## Differences",
        "- app version: 5.2 (s1); 5.3 (s2)",
        "",
        "## Next",
        f"- The failure in s1 with everything around it: {opened_first}",
        '- The same place in s2: get_session_recording(session_id="id-2", around="#5", version_key="shop")',
    ]


def test_a_difference_that_runs_along_the_failure_is_named() -> None:
    found = compared(failing(), failing(), working(), working())
    assert found.differences == (
        "app version: 5.2 (s1, s2); 5.3 (s3, s4) - the same in all that fail, and in no other",
    )
    found = compared(failing(), failing("5.3"), working())
    assert found.differences == ("app version: 5.2 (s1); 5.3 (s2, s3)",)


def test_several_that_fail_alike_share_their_way() -> None:
    found = compared(failing(), failing(), failing())
    assert found.failure == 'Request "order" in 3 of 3 [s1 #5, s2 #5, s3 #5]; in all of them'
    assert found.common[-1] == 'request "order" failed, 504 after 100 ms (3 of 3) [s1 #5, s2 #5, s3 #5]'
    assert found.partings == ()
    assert "The nearest steps up to it that at least 30 % of the 3 made, in order, with how many did:" in found.text


def test_where_nothing_went_wrong_it_says_so() -> None:
    found = compared(working(), working())
    assert "## The failure\nNothing went wrong in any of them that was recorded." in found.text
    assert "are the same in all, as far as they are known." in found.text


def test_nothing_wrong_in_what_was_read_is_not_nothing_wrong() -> None:
    found = compared(told_of(), working())
    assert found.failure == "Nothing went wrong in what could be read of them."


def test_a_crash_without_events_is_named_with_its_session() -> None:
    found = compared(told_of(crash_log=crashed(TRACE)), working())
    assert found.failure is not None
    assert found.failure.endswith(" in 1 of 2 [s1, no events]; not in s2")


def test_sessions_without_a_step_in_common_are_told_so() -> None:
    found = compared(told_of(tap(0, "a"), exception(1, "Boom")), told_of(tap(0, "z")))
    assert found.partings == ("s1 and s2 have no step in common shortly before the failure",)
