"""greenpaper.db: the published projection of the archive, and the only file that the site sees."""
