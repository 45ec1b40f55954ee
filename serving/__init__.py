"""What the server wraps around Streamlit: one subject a file, put together in `server.py`.

No page is drawn here. A part is a middleware (from the outside in: `Watched`, `SecurityHeaders`, `Limits`, `Shell`,
`Doors`), the endpoint of a route, or what they share: `place` (the path that the server stands below), `kinds` (of
which kind an address is), `served` (which version), `apology` (a page that says why there is no answer).
"""
