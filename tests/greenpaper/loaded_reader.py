"""Whoever imports this has the reader loaded; a process that is forked from there need not load it again."""

from functools import cache

from greenpaper.settings import Settings
from nlp import pipeline

pipeline.build_nlp = cache(pipeline.build_nlp)
pipeline.build_nlp(Settings().model)
