"""Where the server stands: at its host by itself, or below a path of it (Streamlit's `server.baseUrlPath`)."""

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from ui import addresses


def below(path: str) -> str | None:
    """Return an address without the path that the server stands below; None where it is not below that."""
    root = addresses.root()
    return path.removeprefix(root) if path.startswith(f"{root}/") else None


class Below(BaseRoute):
    """A route below the path that the server stands below; what it hands on knows that path as `root_path`."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.path = addresses.root() + route.path

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether this is the route of a request."""
        if scope["type"] != "http" or below(scope["path"]) is None:
            return Match.NONE, {}
        standing = {"root_path": addresses.root()}
        found, more = self.route.matches({**scope, **standing})
        return found, {**more, **standing}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that this is the route of."""
        await self.route.handle(scope, receive, send)
