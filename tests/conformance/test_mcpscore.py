"""mcpscore, which gives points for what a server tells of itself: what it takes points off for has a reason."""

import json
import sysconfig
from pathlib import Path
from typing import Any, Final

from programs import PRODUCT, run

LEAST_PERCENT: Final = 98
POINTS_OFF: Final = {
    "capability_tools_list_changed": "the tools never change",
    "capability_prompts_list_changed": "the prompts never change while a server runs",
    "tools_output_properties_documented": "definitions must cost a model few tokens, and these names say it",
}
"""Rules, and why they do not hold."""


def test_the_product_has_all_points_but_those_it_does_without(tmp_path: Path) -> None:
    judge = str(Path(sysconfig.get_path("scripts")) / "mcpscore")
    options = ("--no-config", "--json", "--smoke", "--fail-under", str(LEAST_PERCENT))
    ran = run([judge, *options, "--stdio", *PRODUCT, "--sandbox"], tmp_path)
    assert ran.said, str(ran)
    report: dict[str, Any] = json.loads(ran.said)
    rules: list[dict[str, Any]] = [*report["results"], *report["readiness"]["results"]]
    failed = {rule["rule_id"]: rule["message"] for rule in rules if not rule["passed"]}
    assert failed.keys() == POINTS_OFF.keys(), failed
    assert report["score"] >= report["max_score"] * LEAST_PERCENT / 100
    assert ran.code == 0, f"{report['score']} of {report['max_score']} points\n{ran.complained}"
    assert report["smoke"]["coverage"]["tools_called"] == report["smoke"]["coverage"]["tools_total"]
    assert not report["smoke"]["summary"]["failed"]
