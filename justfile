# Shortcuts; `just` alone runs every check.
python := ".venv/bin/python"

check:
    python3 run.py test

# One room's tests, quickly: just test nlp
test room:
    {{python}} -m pytest -q tests/{{room}}

format:
    {{python}} -m ruff format .
    {{python}} -m ruff check --fix .

docs:
    {{python}} -m cogapp -r @docs/generated.txt

demo:
    python3 run.py demo
