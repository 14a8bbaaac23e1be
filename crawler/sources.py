"""Sources from their TOML files: one file a source, whose stem is its id."""

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from crawler.spiders import MECHANISMS
from records.records import Source
from records.strict import BadTable, from_table

_ID = re.compile(r"[a-z][a-z0-9_]*")
_EVERY = re.compile(r"([1-9]\d*)(m|h|d)")
_PRIVATE = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s:\[\]]+):\d{1,5}")


def load_sources(folder: Path) -> dict[str, Source]:
    """The sources of a folder by their ids, in the order of their names. Raises BadTable, naming file and key."""
    if not folder.is_dir():
        raise BadTable(f"{folder}: is no folder of source files")
    return {path.stem: load_source(path) for path in sorted(folder.glob("*.toml"))}


def load_source(path: Path) -> Source:
    """The source that a TOML file describes. Raises BadTable, naming file and key."""
    if not _ID.fullmatch(path.stem):
        raise BadTable(f"{path}: a source's file is named in small letters, digits and underscores, its id")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadTable(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadTable(f"{path}: is not TOML: {error}") from None
    if "id" in table:
        raise BadTable(f"{path}: 'id' is the file's name, and not set in it")
    if isinstance(options := table.get("options"), dict):
        # A number or a list of words says the same as its text, and reads better in the file.
        table["options"] = {key: _as_text(value) for key, value in options.items()}
    source = from_table(Source, {**table, "id": path.stem}, where=str(path))
    _check(source, where=str(path))
    return source


def _as_text(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " ".join(value)
    return value


def _check(source: Source, *, where: str) -> None:
    mechanism = MECHANISMS.get(source.spider)
    if mechanism is None:
        raise BadTable(f"{where}: 'spider' should be one of {', '.join(sorted(MECHANISMS))}, got {source.spider!r}")
    if source.publish not in ("extracts", "full"):
        raise BadTable(f"{where}: 'publish' should be one of extracts, full, got {source.publish!r}")
    if not _EVERY.fullmatch(source.every):
        raise BadTable(
            f"{where}: 'every' should be a number of minutes, hours or days such as 1h, got {source.every!r}"
        )
    if not source.start:
        raise BadTable(f"{where}: 'start' should name at least one address")
    for address in source.start:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadTable(f"{where}: 'start' should hold http or https addresses, got {address!r}")
    for name in ("include", "exclude"):
        for pattern in getattr(source, name):
            try:
                re.compile(pattern)
            except re.error as error:
                raise BadTable(f"{where}: {name!r} {pattern!r} is no regular expression: {error}") from None
    for place in source.allow_private:
        if not _PRIVATE.fullmatch(place):
            raise BadTable(f"{where}: 'allow_private' should hold host:port pairs, got {place!r}")
    for key in source.options:
        if key not in mechanism.options and key not in COMMON_OPTIONS:
            wanted = ", ".join(sorted({*mechanism.options, *COMMON_OPTIONS}))
            raise BadTable(f"{where}: unknown option {key!r} of spider {source.spider}; known options are {wanted}")
    for key in source.expect:
        if key not in ("min_per_week", "max_per_week"):
            raise BadTable(f"{where}: 'expect' holds min_per_week and max_per_week, got {key!r}")


#: Options that every spider understands.
COMMON_OPTIONS = {
    "hosts": "other hosts that pages may stand on, beside those of the start addresses",
    "recheck": "how many pages a run may ask again whether they have changed (5)",
    "max_lists": "how many lists a run may read (200)",
}


def seconds_between(every: str) -> int:
    """How long a source rests between two visits: "15m", "1h", "1d" in seconds."""
    found = _EVERY.fullmatch(every)
    if found is None:
        raise BadTable(f"{every!r} is no number of minutes, hours or days such as 1h")
    return int(found[1]) * {"m": 60, "h": 3600, "d": 86400}[found[2]]
