"""How pages are found, one mechanism a file."""
