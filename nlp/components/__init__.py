"""The spaCy components, one kind of finding a file."""
