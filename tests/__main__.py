"""Every check of the project, in the order in which a mistake is cheapest to find: `python3 run.py test`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

CHECKS = (
    ("formatting", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    ("generated docs", ["cogapp", "--check", "@docs/generated.txt"]),
    ("tests", ["pytest", "-q", "--numprocesses=auto", "--dist=loadfile"]),
    ("scores", ["evals.score", "--floors"]),
    ("scores of marked sentences", ["evals.marked", "--floors"]),
)


def main(pytest_arguments: list[str]) -> int:
    """0 when every check passed; each is run even when an earlier one failed."""
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        extra = pytest_arguments if command[0] == "pytest" else []
        if subprocess.run([sys.executable, "-m", *command, *extra], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "Everything passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
