"""The views of the published database: what readers who write SQL would join first."""

from importlib.resources import files

from sqlite_utils import Database

from db.connect import immediate


def view_definitions() -> dict[str, str]:
    """The query of each view by its name, from ``db/views``."""
    return {
        path.name.removesuffix(".sql"): path.read_text(encoding="utf-8").strip()
        for path in sorted(files("db").joinpath("views").iterdir(), key=lambda path: path.name)
        if path.name.endswith(".sql")
    }


def remake_views(db: Database) -> None:
    """Bring the views in line with their definitions; they hold no state, so nothing is lost."""
    wanted = view_definitions()
    known = {view.name: view.schema for view in db.views}
    if {name: f"CREATE VIEW {name} as\n{sql}" for name, sql in wanted.items()} == known:
        return
    with immediate(db):
        for name in known:
            db.conn.execute(f"drop view {name}")
        for name, sql in wanted.items():
            db.conn.execute(f"create view {name} as\n{sql}")
