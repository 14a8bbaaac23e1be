"""How well Greenpaper reads: annotated articles of our own, a scorer, and floors that scores may not fall below."""
