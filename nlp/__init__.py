"""One article in, what it says out; no database, no network."""
