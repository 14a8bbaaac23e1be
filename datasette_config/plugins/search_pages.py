"""/search: articles, quotations, proposals and policies at once."""

from typing import Any

from datasette_config.compat import hook


@hook
def register_routes() -> list[tuple[str, Any]]:
    return []
