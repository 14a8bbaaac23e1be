"""The command line: settings, and the order of the steps."""

__version__ = "0.1.0"
