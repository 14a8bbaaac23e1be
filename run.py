#!/usr/bin/env python3
"""Set Greenpaper up in .venv/ and run one of its commands; needs nothing but Python 3.11 to 3.13.

    python3 run.py demo        the sample web, from crawl to site
    python3 run.py test        formatting, lint, types and every test
    python3 run.py COMMAND …   any other greenpaper command

A second run installs nothing: a stamp in .venv/ holds the hash of the lock file it was made from.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}


def main(arguments: list[str]) -> int:
    """The exit status of the command; 2 when the set-up is not possible here."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        print(f"Greenpaper needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    testing = arguments[0] == "test"
    command = [PYTHON, "-m", "tests", *arguments[1:]] if testing else [PYTHON, "-m", "greenpaper", *arguments]
    try:
        problem = set_up("test" if testing else "run")
        if problem:
            print(problem, file=sys.stderr)
            return 2
        return subprocess.run(command, cwd=ROOT if testing else None, check=False).returncode
    except KeyboardInterrupt:  # the command has heard it too, and has said what there was to say
        return 130


def set_up(purpose: str) -> str | None:
    """Make .venv/ and install the locked packages, unless that was done; what went wrong, or None."""
    lock = ROOT / LOCKS[purpose]
    wanted = {name: hashlib.sha256((ROOT / LOCKS[name]).read_bytes()).hexdigest() for name in LOCKS}
    stamp = VENV / f"greenpaper-{purpose}.stamp"
    # What the tests need holds all that a run needs.
    for name in ("run", "test") if purpose == "run" else ("test",):
        made = VENV / f"greenpaper-{name}.stamp"
        if PYTHON.exists() and made.exists() and made.read_text() == wanted[name]:
            return None
    print(f"Setting up .venv/ from {lock.name}; this takes a minute or two, once.", file=sys.stderr)
    if not PYTHON.exists():
        made_venv = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
        if made_venv.returncode:
            shutil.rmtree(VENV, ignore_errors=True)  # half of one would be taken for a whole one next time
            return "Python could not make a virtual environment; on Debian and Ubuntu install python3-venv first."
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    for step in (
        [*pip, "install", "--require-hashes", "-r", str(lock)],
        [*pip, "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        if subprocess.run(step, check=False).returncode:
            return "The packages could not be installed; pip's message above says why. Run the same command again."
    stamp.write_text(wanted[purpose], encoding="ascii")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
