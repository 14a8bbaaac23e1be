"""The nouns: records, vocabularies, registers, URLs, dates and text signatures. Imports nothing of ours."""
