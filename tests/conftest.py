"""Fixtures of all tests: both assemblies, and builders on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.locus.assembly import Assembly
from tests.builders import Build
from tests.installed import ROOT, wheel_of


@pytest.fixture(params=list(Assembly), ids=str)
def assembly(request: pytest.FixtureRequest) -> Assembly:
    """Each assembly in turn."""
    return Assembly(request.param)


@pytest.fixture
def build(assembly: Assembly) -> Build:
    """Builders of values on each assembly in turn."""
    return Build(assembly)


@pytest.fixture(scope="session")
def fx_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as built from the checkout, without a network."""
    return wheel_of(ROOT, tmp_path_factory.mktemp("wheel"))
