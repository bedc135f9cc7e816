"""The files that deploy the server: whole, of one mind with each other and with the server itself."""

import json
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from devrev_sessions.assistant.definitions import DEFINITIONS
from devrev_sessions.settings import load
from devrev_sessions.settings.keys import hashed, new_key, new_seal
from devrev_sessions.settings.loading import CONFIG_VARIABLE, VARIABLES

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"
KUBERNETES: Final = DEPLOY / "kubernetes"

Json = dict[str, Any]

SERVER: Final[Json] = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
BUNDLE: Final[Json] = json.loads((DEPLOY / "mcpb/manifest.json").read_text(encoding="utf-8"))
COMPOSE: Final[Json] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
KUSTOMIZATION: Final[Json] = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))
RESOURCES: Final[list[Json]] = [
    resource
    for name in KUSTOMIZATION["resources"]
    for resource in yaml.safe_load_all((KUBERNETES / name).read_text(encoding="utf-8"))
]
DEPLOYMENTS: Final = {it["metadata"]["name"]: it for it in RESOURCES if it["kind"] == "Deployment"}


VALUES: Final = {"DEVREV_API_KEY": "a-token", "DEVREV_SESSIONS_SHARED_KEY": new_seal()}
"""Something for each of the secrets."""


def secrets_of_the_example() -> dict[str, str]:
    lines = (DEPLOY / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def pod(deployment: str) -> Json:
    return DEPLOYMENTS[deployment]["spec"]["template"]["spec"]


def container(deployment: str) -> Json:
    (only,) = pod(deployment)["containers"]
    return only


def test_every_way_in_server_json_asks_for_the_variables_of_the_settings() -> None:
    for package in SERVER["packages"]:
        asked = package["environmentVariables"]
        assert asked == SERVER["packages"][0]["environmentVariables"]
        # What replicas share is nothing that one person starts.
        assert [it["name"] for it in asked] == [name for name, keys in VARIABLES.items() if keys[0] != "shared"]
        assert [it["name"] for it in asked if it.get("isSecret")] == ["DEVREV_API_KEY"]


def test_the_bundle_asks_for_what_server_json_asks_for() -> None:
    asked = {it["name"]: it for it in SERVER["packages"][0]["environmentVariables"]}
    passed = BUNDLE["server"]["mcp_config"]["env"]
    assert list(passed) == list(asked)
    for name, it in asked.items():
        option = BUNDLE["user_config"][passed[name].removeprefix("${user_config.").removesuffix("}")]
        assert option["description"] == it["description"]
        assert option["required"] == it.get("isRequired", False)
        assert option.get("sensitive", False) == it.get("isSecret", False)
        # A host leaves the placeholder where an option has neither a value nor a default.
        assert option["required"] or option["default"] == it.get("default", "")


def test_the_bundle_tells_the_tools_and_the_description_that_the_server_tells() -> None:
    told = [(tool["name"], tool["description"]) for tool in BUNDLE["tools"]]
    assert sorted(told) == sorted((tool.name, tool.title) for tool in DEFINITIONS)
    assert BUNDLE["description"] == SERVER["description"]
    assert BUNDLE["display_name"] == SERVER["title"]


def test_the_files_that_compose_and_kustomize_name_are_there() -> None:
    named = [DEPLOY / it["file"] for it in COMPOSE["configs"].values()]
    named += [DEPLOY / COMPOSE["services"]["server"]["build"] / "Dockerfile"]
    named += [KUBERNETES / name for it in KUSTOMIZATION["secretGenerator"] for name in it["files"]]
    assert all(path.is_file() for path in named)
    assert {path.name for path in KUBERNETES.glob("*.yaml")} == {*KUSTOMIZATION["resources"], "kustomization.yaml"}


def test_the_image_that_kustomize_replaces_is_the_one_of_the_server() -> None:
    (image,) = KUSTOMIZATION["images"]
    assert container("devrev-sessions")["image"] == image["name"]
    assert COMPOSE["services"]["server"]["image"] == f"{image['newName']}:{image['newTag']}"


def test_both_start_the_same_valkey() -> None:
    assert container("valkey")["image"] == COMPOSE["services"]["valkey"]["image"]
    assert container("valkey")["args"] == COMPOSE["services"]["valkey"]["command"]


def test_both_hand_the_server_its_settings_where_they_mount_them() -> None:
    (config,) = COMPOSE["services"]["server"]["configs"]
    assert COMPOSE["services"]["server"]["environment"] == {CONFIG_VARIABLE: config["target"]}
    server = container("devrev-sessions")
    (folder,) = [it["mountPath"] for it in server["volumeMounts"] if it["name"] == "config"]
    assert server["env"] == [{"name": CONFIG_VARIABLE, "value": f"{folder}/config.toml"}]


@pytest.mark.parametrize("folder", [DEPLOY, KUBERNETES], ids=["compose", "kubernetes"])
def test_the_settings_are_whole_with_a_key_of_a_caller_and_the_variables_of_the_example(
    folder: Path, tmp_path: Path
) -> None:
    given = (folder / "config.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(given)) == {"http", "shared"}
    config = tmp_path / "config.toml"
    config.write_text(f'{given}\n[[http.keys]]\nname = "support"\nsha256 = "{hashed(new_key())}"\n', encoding="utf-8")
    settings = load(config, {name: VALUES[name] for name in secrets_of_the_example()})
    assert settings.http.auth == "bearer"
    assert settings.http.allowed_hosts
    assert settings.shared
    assert settings.shared.url.get_secret_value() == "redis://valkey:6379/0"


def test_the_example_of_secrets_holds_none_and_is_what_compose_reads() -> None:
    assert secrets_of_the_example() == dict.fromkeys(VALUES, "")
    assert COMPOSE["services"]["server"]["env_file"] == ".env"


@pytest.mark.parametrize("deployment", list(DEPLOYMENTS))
def test_no_pod_has_a_privilege_a_token_or_a_disk_to_write(deployment: str) -> None:
    assert pod(deployment)["automountServiceAccountToken"] is False
    assert pod(deployment)["securityContext"]["runAsNonRoot"] is True
    assert pod(deployment)["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container(deployment)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert "memory" in container(deployment)["resources"]["limits"]
    assert not any("persistentVolumeClaim" in volume for volume in pod(deployment).get("volumes", []))


@pytest.mark.parametrize("service", list(COMPOSE["services"]))
def test_no_service_has_a_privilege_or_a_disk_to_write(service: str) -> None:
    told = COMPOSE["services"][service]
    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert "volumes" not in told


def test_a_replica_that_ends_has_time_for_its_calls_and_others_take_over() -> None:
    ending = pod("devrev-sessions")["terminationGracePeriodSeconds"]
    waiting = container("devrev-sessions")["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert ending - waiting > 21
    assert COMPOSE["services"]["server"]["stop_grace_period"] == "30s"
    assert DEPLOYMENTS["devrev-sessions"]["spec"]["replicas"] > 1
    assert DEPLOYMENTS["devrev-sessions"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert COMPOSE["services"]["server"]["deploy"]["replicas"] > 1
    probes = [container("devrev-sessions")[f"{name}Probe"]["httpGet"]["path"] for name in ("liveness", "readiness")]
    assert probes == ["/healthz", "/readyz"]


def test_only_this_machine_reaches_compose_and_only_the_server_reaches_valkey() -> None:
    published = {name: it["ports"] for name, it in COMPOSE["services"].items() if "ports" in it}
    assert published == {"nginx": ["127.0.0.1:8000:8080"]}
    reaching = {name for name, it in COMPOSE["services"].items() if "inside" in it["networks"]}
    assert reaching == {"server", "valkey"}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    policies = {it["metadata"]["name"]: it["spec"] for it in RESOURCES if it["kind"] == "NetworkPolicy"}
    assert set(policies) == set(DEPLOYMENTS)
    assert all(policy["policyTypes"] == ["Ingress", "Egress"] for policy in policies.values())
    (allowed,) = policies["valkey"]["ingress"]
    labels = {"app.kubernetes.io/component": "server"}
    assert allowed["from"] == [{"podSelector": {"matchLabels": labels}}]
    assert DEPLOYMENTS["devrev-sessions"]["spec"]["template"]["metadata"]["labels"] == labels
