"""The programs that judge, installed once, and the servers they judge."""

from collections.abc import Iterator

import pytest
from programs import fixture_server, install, product


def pytest_configure(config: pytest.Config) -> None:
    """Install before anything else: the workers of a run share what is installed."""
    if not hasattr(config, "workerinput"):
        install()


@pytest.fixture(scope="session")
def product_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product over HTTP."""
    with product(tmp_path_factory.mktemp("product")) as url:
        yield url


@pytest.fixture(scope="session", params=[(), ("--stateless",)], ids=["with sessions", "without sessions"])
def fixture_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Our server object with the fixtures, with and without sessions for clients of the handshake."""
    with fixture_server(tmp_path_factory.mktemp("fixtures"), *request.param) as url:
        yield url
