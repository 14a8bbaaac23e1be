"""Three databases, and the only place that writes SQL."""
