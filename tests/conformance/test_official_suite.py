"""The official suite, on our server object with its fixtures, and on the product as a person starts it."""

from pathlib import Path

import pytest
from left_out import EVERYWHERE, WITHOUT_FIXTURES, WITHOUT_SESSIONS, surprises
from official_suite import REVISIONS, judged, required


@pytest.mark.parametrize("revision", REVISIONS)
def test_our_server_object_conforms(fixture_url: str, revision: str, tmp_path: Path) -> None:
    verdict = judged(fixture_url, revision, tmp_path)
    assert verdict.complaints.keys() == required(revision), str(verdict.ran)
    found = surprises(verdict, revision, fixtures=True)
    assert not found, "\n".join(found)
    lacks_a_session = any(verdict.complaints.get(scenario) for scenario in WITHOUT_SESSIONS)
    assert verdict.ran.code == (1 if lacks_a_session else 0), str(verdict.ran)


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_product_conforms_wherever_no_fixture_is_asked_for(product_url: str, revision: str, tmp_path: Path) -> None:
    verdict = judged(product_url, revision, tmp_path)
    assert verdict.complaints.keys() == required(revision), str(verdict.ran)
    found = surprises(verdict, revision, fixtures=False)
    assert not found, "\n".join(found)


def test_nothing_is_left_out_that_the_suite_does_not_know() -> None:
    known = {scenario for revision in REVISIONS for scenario in required(revision)}
    assert {*EVERYWHERE, *WITHOUT_FIXTURES, *WITHOUT_SESSIONS} <= known
