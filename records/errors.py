"""What the command line tells a person in one line."""


class Tellable(Exception):
    """Something that a person can put right; the message says what is wrong, where, and what to do."""
