"""Fingerprints: the same things give the same digits, and anything else gives others."""

from pathlib import Path

from records.signatures import code_hash, file_hash, text_hash


def test_a_file_has_the_fingerprint_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nurseries – all of them", encoding="utf-8")
    assert file_hash(path) == text_hash("Nurseries – all of them")


def test_code_is_other_code_when_a_file_changes_comes_or_gets_another_name(tmp_path: Path) -> None:
    first, second = tmp_path / "first.py", tmp_path / "second.py"
    first.write_text("x = 1\n")
    second.write_text("y = 1\n")
    before = code_hash([first, second])
    assert code_hash([second, first]) == before
    assert code_hash([first]) != before
    second.write_text("y = 2\n")
    changed = code_hash([first, second])
    assert changed != before
    assert code_hash([first, second.rename(tmp_path / "third.py")]) != changed
