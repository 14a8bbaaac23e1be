"""`python -m greenpaper` is the `greenpaper` command."""

from greenpaper.cli import main

if __name__ == "__main__":
    main()
