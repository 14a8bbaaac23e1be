"""The sample web: sources and pages of our own making, served on loopback for the demo."""
