"""Extraction's stamp changes with every module that decides what an article comes out as."""

import ast
from pathlib import Path

from crawler import extraction


def test_every_module_that_decides_on_an_article_is_in_the_stamp() -> None:
    folder = Path(extraction.__file__).parent
    seen: set[str] = set()
    waiting = ["extraction"]
    while waiting:
        name = waiting.pop()
        if name in seen or name == "workers":  # says where the work is done, not how
            continue
        seen.add(name)
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "crawler":
                waiting += node.module.split(".")[1:2] or [alias.name for alias in node.names]
    assert {f"{name}.py" for name in seen} == extraction.READERS
