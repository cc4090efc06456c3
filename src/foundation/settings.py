"""Settings from GOI_… variables, checked once at start and passed on, never imported."""

from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from foundation.timetable import Timetable


class BadSettings(ValueError):
    """What is wrong with the environment, one line a variable."""


class Settings(BaseSettings):
    """Everything that differs between installations."""

    model_config = SettingsConfigDict(env_prefix="GOI_", frozen=True, extra="ignore")

    data_dir: Path = Path("data")
    database_url: str = ""
    release_database_url: str = ""
    public_origin: str = "http://127.0.0.1:8000"
    desk_origin: str = ""
    desk_mail_url: str = ""
    desk_mail_from: str = ""
    desk_oidc_issuer: str = ""
    desk_oidc_client_id: str = Field(default="", validate_default=True)
    desk_oidc_client_secret: str = Field(default="", repr=False)
    desk_oidc_alg: str = Field(default="RS256", pattern="^(RS256|ES256)$")
    desk_oidc_hosts: str = ""
    desk_oidc_provision: bool = False
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    proxies: str = ""
    demo: bool = False
    mail_url: str = "mailbox"
    mail_from: str = "goi@localhost"
    worker_seconds: float = 1.0
    gateway_url: str = ""
    gateway_jwks: Path | None = Field(default=None, validate_default=True)
    gateway_ca: Path | None = None
    gateway_certificate: Path | None = None
    sealing_keys: Path | None = None
    gateway_minutes: int = Field(default=15, ge=0, le=24 * 60)
    letter_number: str = "{era_year}安セ調(提)第{serial}号"
    letter_sender: str = "安全保障貿易情報センター"
    letter_addressee: str = "経済産業省 貿易経済安全保障局 御中"
    departures: str = "tue 10:00, fri 10:00"
    smallest_batch: int = Field(default=3, ge=2, le=100)

    @model_validator(mode="before")
    @classmethod
    def _follows_the_port(cls, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("port") and not given.get("public_origin"):
            return {**given, "public_origin": f"http://127.0.0.1:{given['port']}"}
        return given

    @field_validator("proxies")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        try:
            for part in filter(None, value.split(",")):
                ip_network(part.strip())
        except ValueError:
            raise ValueError(
                "must be addresses or networks such as 127.0.0.1,10.0.0.0/8"
            ) from None
        return value

    @field_validator("departures")
    @classmethod
    def _are_times(cls, value: str) -> str:
        try:
            Timetable.read(value)
        except ValueError:
            raise ValueError(
                "must be times of the week in Japan such as tue 10:00, fri 10:00"
            ) from None
        return value

    @field_validator("public_origin", "desk_origin")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/")
        ):
            raise ValueError("must be an origin such as https://goi.example.jp, without a path")
        return value.rstrip("/")

    @field_validator("gateway_url")
    @classmethod
    def _is_secure_address(cls, value: str) -> str:
        parts = urlsplit(value)
        here = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if value and (
            not (parts.scheme == "https" or (parts.scheme == "http" and here))
            or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc
        ):  # fmt: skip
            raise ValueError(
                "must be an address such as https://gateway.example.go.jp/goi "
                "(http only to this machine)"
            )
        return value.rstrip("/")

    @field_validator("gateway_jwks")
    @classmethod
    def _knows_whom_to_believe(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is None and info.data.get("gateway_url"):
            raise ValueError(
                "must be the file with the receiver's public keys, since GOI_GATEWAY_URL is set"
            )
        return value

    @field_validator("desk_oidc_issuer")
    @classmethod
    def _is_issuer(cls, value: str) -> str:
        parts = urlsplit(value)
        # A provider that is tried out may do without TLS where nothing leaves the machine.
        here = parts.hostname in ("127.0.0.1", "::1", "localhost")
        safe = parts.scheme == "https" or (parts.scheme == "http" and here)
        if value and not (safe and parts.hostname and not parts.query and not parts.fragment):
            raise ValueError("must be an address such as https://id.example.jp, under TLS")
        return value

    @field_validator("desk_oidc_client_id")
    @classmethod
    def _is_registered(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("desk_oidc_issuer") and not value:
            raise ValueError("must name the client that is registered at the issuer")
        return value

    @field_validator("database_url", "release_database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if not value:
            return value
        try:
            url = make_url(value)
        except ArgumentError:
            raise ValueError(
                "must be an address such as sqlite:///data/goi.db "
                "or postgresql://user:password@host/name"
            ) from None
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError("must begin with sqlite: or postgresql:")
        if url.get_backend_name() == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return url.render_as_string(hide_password=False)

    @property
    def sealing_file(self) -> Path:
        """The file with the keys under which secrets stand in the store."""
        return self.sealing_keys or self.data_dir / "sealing.keys"

    @property
    def main_url(self) -> str:
        """Address of the members' store."""
        return self.database_url or f"sqlite:///{self.data_dir}/goi.db"

    @property
    def release_url(self) -> str:
        """Address of the release store; on PostgreSQL the same database, another schema."""
        if self.release_database_url:
            return self.release_database_url
        if self.main_url.startswith("sqlite"):
            main = make_url(self.main_url).database
            if main in (None, "", ":memory:"):
                return "sqlite://"
            path = Path(str(main))
            return f"sqlite:///{path.with_name('release-' + path.name)}"
        return self.main_url


def read_settings(**given: Any) -> Settings:
    """Settings from the environment, with `given` before it.

    Raises BadSettings with one line for each variable that can't be used.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = [
            f"GOI_{'_'.join(str(part) for part in problem['loc']).upper()}: "
            f"{problem['msg'].removeprefix('Value error, ')}{_given(problem)}"
            for problem in error.errors()
        ]
        raise BadSettings("\n".join(lines)) from None


def _given(problem: Mapping[str, Any]) -> str:
    """The value that can't be used, unless it may hold a password."""
    if str(problem["loc"][-1]).endswith("_url"):
        return ""
    return f" (given: {problem['input']!r})"
