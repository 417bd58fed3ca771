"""Fixtures of all tests: both assemblies, and builders on them."""

from __future__ import annotations

import pytest

from osteo_annot.locus.assembly import Assembly
from tests.builders import Build


@pytest.fixture(params=list(Assembly), ids=str)
def build(request: pytest.FixtureRequest) -> Build:
    """Builders of values on each assembly in turn."""
    return Build(request.param)
