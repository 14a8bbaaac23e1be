"""What people said against what was read: one TOML file, applied at every tracking, and exported as scoring cases."""

import json
import tomllib
from pathlib import Path

from greenpaper.settings import Settings
from records.signatures import bytes_hash
from records.strict import BadTable
from tracking.corrections import Correction, load, scoring_case


def corrections_of(settings: Settings) -> tuple[tuple[Correction, ...], str]:
    """The corrections in their file, and the hash of its bytes; none and "" where there is no file. Raises BadTable."""
    path = settings.corrections_path
    if not path.exists():
        return (), ""
    try:
        content = path.read_bytes()
        table = tomllib.loads(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadTable(f"{path}: is not TOML that can be read: {error}") from None
    return load(table, where=str(path)), bytes_hash(content)


def export(settings: Settings, out: Path) -> int:
    """Write each correction as one scoring case, a JSON object a line; how many there were."""
    corrections, _ = corrections_of(settings)
    lines = [json.dumps(scoring_case(correction), ensure_ascii=False) + "\n" for correction in corrections]
    partial = out.with_name(f"{out.name}.partial")
    partial.write_text("".join(lines), encoding="utf-8")
    partial.replace(out)
    return len(lines)
