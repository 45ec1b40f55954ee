"""An OpenID provider on this machine, the people it knows, and how a browser logs in there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

# Who logs in → the groups that the provider tells of them.
GROUPS = {
    "kijker": ["lezers"],
    "redacteur": ["redactie"],
    "vrijgever": ["vrijgave"],
    "vreemde": ["een andere afdeling"],
}
COOKIE_SECRET = "only for tests: thirty-two letters or more"
SETTINGS = """
[auth]
redirect_uri = "{redirect_uri}"
cookie_secret = "{cookie_secret}"
client_id = "doelbereik"
client_secret = "only for tests"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles]
viewer = ["lezers"]
editor = ["redactie"]
approver = ["vrijgave"]
"""


@contextmanager
def running_provider() -> Iterator[str]:
    """Give the address of a provider that knows `GROUPS`."""
    people = [
        User(sub=who, claims={"name": name(who), "email": f"{who}@example.org", "groups": groups})
        for who, groups in GROUPS.items()
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def name(who: str) -> str:
    return f"{who.title()} de Vries"


def settings(folder: Path, provider: str, redirect_uri: str = "http://localhost:{port}/oauth2callback") -> list[str]:
    """Return the options of a server whose visitors log in at the provider."""
    file = folder / "secrets.toml"
    file.write_text(
        SETTINGS.replace("{provider}", provider)
        .replace("{cookie_secret}", COOKIE_SECRET)
        .replace("{redirect_uri}", redirect_uri),
        encoding="utf-8",
    )
    return ["--secrets.files", str(file)]


def log_in(page: Page, who: str) -> None:
    """Log in from whatever page asks for it, and wait until the page that was asked for is there."""
    page.get_by_role("link", name="Inloggen").first.click()
    page.get_by_role("button", name=who, exact=True).click()
    expect(page.get_by_text(f"Ingelogd als {name(who)}").first).to_be_visible()
