"""The reader, loaded once for all tests that need a trained model."""

import pytest
from spacy.language import Language

from nlp.pipeline import build_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline on the default model."""
    return build_nlp()
