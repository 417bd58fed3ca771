"""Fixtures of all tests: both assemblies, and builders on them."""

from __future__ import annotations

import pytest

from osteo_annot.locus.assembly import Assembly
from tests.builders import Build


@pytest.fixture(params=list(Assembly), ids=str)
def assembly(request: pytest.FixtureRequest) -> Assembly:
    """Each assembly in turn."""
    return Assembly(request.param)


@pytest.fixture
def build(assembly: Assembly) -> Build:
    """Builders of values on each assembly in turn."""
    return Build(assembly)
