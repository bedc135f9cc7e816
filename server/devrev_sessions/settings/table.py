"""What every table of the file has in common."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr

from devrev_sessions.settings.checks import checked_token


class Table(BaseModel):
    """A table of the file: values of the right type, no unknown key, and no value repeated in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


def _checked_secret(token: SecretStr) -> SecretStr:
    return SecretStr(checked_token(token.get_secret_value()))


Token = Annotated[SecretStr, AfterValidator(_checked_secret)]
"""A token of DevRev's."""
