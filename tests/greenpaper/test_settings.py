"""Settings: a mistake is named with its file and key."""

from pathlib import Path

import pytest

from greenpaper.settings import load_settings
from records.strict import BadTable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("modle = 'x'", "unknown key 'modle'"),
        ("delay = 'long'", "'delay' should be float"),
        ("audience = 'friends'", "'audience' should be one of private, public"),
        ("[mail]\nsmtp_security = 'perhaps'", "'mail.smtp_security' should be one of"),
        ("[site]\ntitel = 'x'", "[site]: unknown key 'titel'"),
        ("data = ", "is not TOML"),
        ("processes = -1", "'processes' should be from 0 to 64"),
        ("delay = -0.5", "'delay' should be from 0 to 3,600"),
        ("delay = nan", "'delay' should be from 0 to 3,600"),
        ("[mail]\nsmtp_port = 0", "'mail.smtp_port' should be from 1 to 65,535"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "greenpaper.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable) as error:
        load_settings(path, here=tmp_path)
    assert str(path) in str(error.value)
    assert said in str(error.value)


def test_without_a_file_the_defaults_work(tmp_path: Path) -> None:
    assert load_settings(None, here=tmp_path).data_dir == tmp_path / "greenpaper-data"


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="cannot be read"):
        load_settings(tmp_path / "gone.toml", here=tmp_path)
