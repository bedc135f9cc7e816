"""Everything that can be set, and its defaults."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from devrev_sessions.own_pattern import checked_pattern
from devrev_sessions.settings.checks import checked_base_url
from devrev_sessions.settings.serving import Caller, HttpSettings, SharedSettings
from devrev_sessions.settings.table import Table, Token


class App(Table):
    """An app under a name of your own; `version_key` is its PLuG Unique App ID."""

    version_key: Annotated[str, Field(min_length=1)]
    platform: Literal["android", "ios", "web"] | None = None


class RedactionRule(Table):
    """What a team hides besides: whatever `pattern` matches is shown as `[label]`."""

    label: Annotated[str, Field(pattern=r"^[a-z][a-z ]{0,29}$")]
    pattern: Annotated[str, Field(min_length=1), AfterValidator(checked_pattern)]


class RedactionSettings(Table):
    """What is hidden more, and what less: the values of `allow_names` are shown as they are."""

    allow_names: list[Annotated[str, Field(min_length=1)]] = Field(default_factory=list[str])
    rules: list[RedactionRule] = Field(default_factory=list[RedactionRule])


class CacheSettings(Table):
    """What is kept of recordings already read: a question is seldom the only one about its recording."""

    max_megabytes: Annotated[int, Field(ge=0, le=65_536)] = 256
    max_age_seconds: Annotated[float, Field(ge=0, le=86_400)] = 900


class LimitSettings(Table):
    """What one call to DevRev may cost: the size of its answer, expanded, and its time, retries included."""

    max_body_megabytes: Annotated[int, Field(ge=1, le=4096)] = 128
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 20


class Settings(Table):
    """Everything that can be set; `version_key` is the default app, by its key or by its name in `apps`.

    Where `callers` are named, those and nobody else are answered over HTTP, each with the token that stands there.
    """

    token: Token | None = None
    base_url: Annotated[str, AfterValidator(checked_base_url)] = "https://api.devrev.ai"
    version_key: Annotated[str, Field(min_length=1)] | None = None
    apps: Mapping[str, App] = Field(default_factory=dict[str, App])
    redact: Literal["standard", "strict", "off"] = "standard"
    redaction: RedactionSettings = RedactionSettings()
    cache: CacheSettings = CacheSettings()
    limits: LimitSettings = LimitSettings()
    http: HttpSettings = HttpSettings()
    callers: Mapping[str, Caller] = Field(default_factory=dict[str, Caller])
    shared: SharedSettings | None = None

    @model_validator(mode="after")
    def _callers_known(self) -> Self:
        if self.callers and self.http.auth == "none":
            raise ValueError('callers are named, but auth = "none" under [http] tells nobody apart')
        unknown = [key.name for key in self.http.keys if self.callers and key.name not in self.callers]
        if unknown:
            raise ValueError(f"callers lacks {unknown[0]}, who has a key under [[http.keys]]")
        return self
