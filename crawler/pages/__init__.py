"""Page classes for the publishers where the generic reader fails."""
