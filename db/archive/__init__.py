"""archive.db: what was fetched, extracted, read and tracked. The operator's own; never published as it is."""
