"""The web in: sources, spiders, and the article read out of a page."""
