"""The junction of a child's deletion in the reads of a parent: drawn, and so known (reads.md 6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.copies.parents import parent_calls, with_calls
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.person import RelativeCall
from osteo_annot.measured.reads.locus_reads import Reads
from tests.builders import Build
from tests.drawn_reads import drawn_reads
from tests.read_values import GivenReads
from validation.junctions.ground import Kind, Rearrangement, ground, rearranged


def lost(assembly: Assembly) -> Rearrangement:
    """Exon 4, from intron to intron."""
    exon = gene_model(assembly).exons[3]
    return rearranged(ground(assembly), Kind.DELETION, exon.start - 900, exon.end + 700)


def reads_of(assembly: Assembly, with_it: int, without: int) -> Reads:
    """Thirty reads over each base, of so many copies with the deletion and without."""
    event = lost(assembly)
    copies = [event] * with_it + [None] * without
    depth = 30 * 2 / len(copies)
    around = Interval(event.start, event.end)
    return drawn_reads(ground(assembly), copies, depth=depth, around=around)


def called(build: Build, reads: Reads, gt: str | None, uncertain: int = 0) -> RelativeCall:
    """What a mother's record and reads say of the child's deletion."""
    where = lost(build.assembly)
    info = {"SVTYPE": "DEL", "END": str(where.end)}
    place = (where.start - 1, "N", "<DEL>")
    child = build.observation(*place, "0/1", info=info)
    event: Event = build.deletion(
        where.start + uncertain,
        where.end - uncertain,
        Zygosity.HETEROZYGOUS,
        child,
        uncertain=2 * uncertain,
    )
    own = [] if gt is None else [build.observation(*place, gt, info=info, GQ="99", DP="30")]
    person = build.person(event, mother=own)
    mother = replace(person.relatives[Role.MOTHER], reads=GivenReads(reads))
    person = replace(person, relatives={Role.MOTHER: mother})
    (call,) = parent_calls(event, with_calls(person, [event], build.gene, build.reference))
    return call


@pytest.mark.parametrize(
    ("with_it", "without", "gt", "carries"),
    [
        (0, 2, "0/0", 0),
        (1, 1, "0/1", 1),
        (1, 1, "0/0", None),
        (0, 2, "0/1", None),
        (2, 0, "0/1", None),
        (1, 1, None, 1),
        (0, 2, None, 0),
    ],
)
def test_a_parents_junction(build, with_it, without, gt, carries):
    """It agrees with the record, denies it, or tells where there is none, and not for certain."""
    call = called(build, reads_of(build.assembly, with_it, without), gt)
    assert call.carries == carries
    assert call.mosaic is None
    if gt is None:
        assert not call.is_certain


def test_a_parent_with_the_junction_in_a_tenth_of_the_copies_is_mosaic(build):
    call = called(build, reads_of(build.assembly, 3, 27), "0/0")
    assert call.carries is None
    assert call.mosaic is not None
    assert "fragments" in call.mosaic.text


def test_no_junction_within_uncertain_bounds_is_no_answer(build):
    """Where the ends are not known to the base, nothing is said of a parent without a record."""
    call = called(build, reads_of(build.assembly, 0, 2), None, uncertain=200)
    assert call.carries is None
