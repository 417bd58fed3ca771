"""Events of one file that are one are found by their cells: nothing is passed by for speed.

The oracle is ``same_event`` itself, over all pairs (clinical rules Z19, Z24).
"""

from __future__ import annotations

import random

import pytest

from osteo_annot.events.merge import merge_structural
from osteo_annot.events.model import Event
from osteo_annot.events.reading import read_observation
from osteo_annot.events.sameness import cells_near, cells_of, same_event
from osteo_annot.locus.assembly import Assembly
from tests.builders import Build

_INFO = {"DEL": "DEL", "DUP": "DUP", "INV": "INV"}


def _events(build: Build, kind: str, seed: int) -> list[Event]:
    """Many exact events, in clusters of a few bases and of a few hundred."""
    rng = random.Random(seed)
    middles = [build.gene.start + rng.randrange(2_000, 30_000) for _ in range(12)]
    found: list[Event] = []
    for number in range(120):
        near = rng.choice((3, 12, 400, 1_500))
        start = rng.choice(middles) + rng.randint(-near, near)
        end = start + 3_000 + rng.randint(-near, near)
        alt, info = f"<{kind}>", {"SVTYPE": kind, "END": str(end)}
        if kind == "BND":
            mate = rng.choice((1_000_000, 2_000_000)) + rng.randint(-near, near)
            contig = rng.choice(("chr9", "9", "chr11"))
            alt, info = f"N[{contig}:{mate}[" if number % 9 else "N.", {"SVTYPE": "BND"}
        row = build.observation(start, "N", alt, info=info, record=number + 1)
        found += read_observation(row, build.gene, build.reference).events
    return found


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("kind", ["DEL", "DUP", "INV", "BND"])
def test_what_is_one_event_shares_a_cell(assembly: Assembly, kind: str) -> None:
    build = Build(assembly)
    events = [e for e in _events(build, kind, 7) if e.is_exact]
    assert len(events) > 100
    one = 0
    for first in events:
        near = set(cells_near(first))
        for second in events:
            if first is not second and same_event(first, second, build.gene):
                one += 1
                assert near & set(cells_of(second)), (first.id, second.id)
    assert one > 20


@pytest.mark.parametrize("kind", ["DEL", "BND"])
def test_groups_are_those_of_all_pairs(kind: str) -> None:
    """Merged one by one against every earlier group, as without cells."""
    build = Build(Assembly.GRCH38)
    events = _events(build, kind, 11)
    merged, _ = merge_structural(events, build.gene)
    assert sum(len(e.support) for e in merged) == len(events)
    assert len(merged) < len(events)
