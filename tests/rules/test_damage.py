"""What single events do to the gene, and what they do together on one copy.

Clinical rules 1.1.2 to 1.1.4, 1.1.6: a lost site skips an inner exon; the donor of exon 1 and the
acceptor of exon 6 leave nothing to skip; a breakpoint inside an exon takes it; a doubled inner exon
is read twice; an inversion with an end between coding exons parts them.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.copies.damage import Assumption, Damage, damage_of
from osteo_annot.copies.structure import ExonReach
from osteo_annot.events.model import Event, EventKind
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.interval import Interval
from tests.gene_events import Bench


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def together(bench: Bench, *events: Event) -> Damage:
    return damage_of([own for e in events for own in bench.effect(e).own], bench.gene)


@pytest.mark.parametrize(
    ("base", "offset", "lost", "retained"),
    [
        (517, 1, (2,), ()),
        (518, -1, (3,), ()),
        (783, 2, (4,), ()),
        (402, 1, (), (1,)),
        (950, -2, (), (6,)),
        (517, 3, (), ()),
        (783, -1, (), ()),  # c.782, in the exon
    ],
)
def test_a_lost_site_skips_its_exon_where_it_can(
    bench: Bench, base: int, offset: int, lost: tuple[int, ...], retained: tuple[int, ...]
) -> None:
    position = genomic_position(bench.gene, base, offset)
    old = bench.reference.base(position)
    event = bench.small(position, old, "A" if old != "A" else "T")
    damage = together(bench, event)
    assert damage.exons_lost == lost
    assert tuple(site.exon for site in damage.retained_sites) == retained
    assumed = Assumption.SPLICE_MECHANISM_ASSUMED in damage.assumptions
    assert assumed is bool(lost or retained)


def inverted(bench: Bench, low: int, high: int) -> Event:
    event = bench.deletion(low, high)
    return replace(event, kind=EventKind.INVERSION, alt="<INV>", id="inv")


def test_what_parts_the_gene_and_what_leaves_it_whole(bench: Bench) -> None:
    gene = bench.gene
    intron_3 = gene.exons[3].end + 500
    assert together(bench, inverted(bench, intron_3, gene.end + 900)).disrupted
    assert not together(bench, inverted(bench, gene.start - 900, gene.end + 900)).disrupted
    assert not together(bench, inverted(bench, intron_3, intron_3 + 100)).disrupted


@pytest.mark.parametrize(("tandem", "presumed"), [(True, False), (False, True)])
def test_a_doubled_inner_exon_is_read_twice(bench: Bench, tandem: bool, presumed: bool) -> None:
    event = bench.exons_deleted(2, 2)
    support = tuple(replace(s, tandem=tandem) for s in event.support)
    doubled = replace(event, kind=EventKind.DUPLICATION, alt="<DUP>", id="dup", support=support)
    damage = together(bench, doubled)
    assert [len(edit.alt) for edit in damage.duplicated] == [115]
    assert (Assumption.TANDEM_PRESUMED in damage.assumptions) is presumed
    # With an exon lost on the same copy the order of what is left is not known.
    assert together(bench, doubled, bench.exons_deleted(4, 4)).undecided
    assert not damage.undecided


def test_a_duplication_with_the_first_or_last_exon_is_not_internal(bench: Bench) -> None:
    for exon in (1, 6):
        event = bench.exons_deleted(exon, exon)
        damage = together(bench, replace(event, kind=EventKind.DUPLICATION, alt="<DUP>"))
        assert (damage.duplicated, damage.undecided) == ((), False)


def test_a_change_in_an_exon_that_is_lost_has_no_say(bench: Bench) -> None:
    stop = bench.substitution(415, "T")
    assert len(together(bench, stop).placed) == 1
    assert together(bench, stop, bench.exons_deleted(2, 2)).placed == ()
    assert len(together(bench, stop, bench.exons_deleted(3, 3)).placed) == 1


def test_a_joining_loss_and_the_loss_of_one_of_its_exons_are_not_decided(bench: Bench) -> None:
    low, high = (genomic_position(bench.gene, base) for base in (900, 700))
    joining = bench.deletion(low, high)
    assert not together(bench, joining).undecided
    assert together(bench, joining, bench.exons_deleted(4, 4)).undecided
    assert not together(bench, joining, bench.exons_deleted(2, 2)).undecided


@pytest.mark.parametrize(
    ("inner", "outer", "reach"),
    [
        ((-50, 50), (-50, 50), ExonReach.WHOLE),
        ((20, 50), (20, 50), ExonReach.PARTIAL),
        (None, (-50, 50), ExonReach.POSSIBLE),
        ((120, 150), (-10, 150), ExonReach.POSSIBLE),
        ((120, 150), (120, 150), None),
    ],
)
def test_how_an_exon_is_reached(
    bench: Bench,
    inner: tuple[int, int] | None,
    outer: tuple[int, int],
    reach: ExonReach | None,
) -> None:
    """Bounds as bases from the start and the end of exon 3 on the plus strand."""
    exon = bench.gene.exons[2]

    def span(ends: tuple[int, int]) -> Interval:
        return Interval(exon.start + ends[0], exon.end + ends[1])

    event = bench.deletion(exon.start, exon.end)
    event = replace(event, inner=span(inner) if inner else None, outer=span(outer))
    assert bench.effect(event).reach.get(3) is reach


def test_only_untranslated_bases(bench: Bench) -> None:
    """Beyond the stop codon exon 6 is not translated."""
    exon = bench.gene.exons[5]
    event = bench.deletion(exon.start + 10, exon.start + 60)
    assert bench.effect(event).reach == {6: ExonReach.UNTRANSLATED}
    assert not bench.effect(event).damage.exons_lost
