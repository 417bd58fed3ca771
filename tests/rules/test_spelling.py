"""One change in several spellings is one event; two changes stay two.

Expected values: the spellings give one sequence by plain editing of the reference (VCF 4.5 section
5); which records of one file are two variants: ``bcftools norm -m-`` of ``AC>GT,GC`` as 1/2.
"""

from __future__ import annotations

import pytest

from osteo_annot.events.collect import collect_events
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.reference import reverse_complement
from tests.builders import Build


def events(build: Build, *observations: Observation) -> tuple[Event, ...]:
    return collect_events(observations, build.gene, build.reference).events


def place(build: Build) -> int:
    """A base of exon 1 whose neighbours are in the coding part."""
    return build.gene.exons[0].start + 80


def bases(build: Build, first: int, length: int) -> str:
    return build.reference.fetch(first, first + length - 1)


def other(base: str) -> str:
    return {"A": "C", "C": "G", "G": "T", "T": "A"}[base]


def symbol(build: Build, alt: str, first: int, last: int) -> Observation:
    """A precise symbolic event of a closed interval, in the second file."""
    info = {"END": str(last)}
    anchor = bases(build, first - 1, 1)
    return build.observation(first - 1, anchor, alt, "0/1", file=2, record=1, info=info)


@pytest.mark.parametrize("size", [7, 40, 60])
def test_deletion_as_bases_and_as_symbol(build: Build, size: int) -> None:
    first = place(build)
    ref = bases(build, first - 1, size + 1)
    in_bases = build.observation(first - 1, ref, ref[0], "0/1")
    same = symbol(build, "<DEL>", first, first + size - 1)
    (event,) = events(build, in_bases, same)
    assert event.zygosity is Zygosity.HETEROZYGOUS
    assert [s.observation.number for s in event.support] == [1, 2]
    another = symbol(build, "<DEL>", first + 70, first + 69 + size)
    assert len(events(build, in_bases, another)) == 2


@pytest.mark.parametrize("alt", ["<DUP>", "<DUP:TANDEM>"])
@pytest.mark.parametrize("size", [5, 60])
def test_duplication_as_inserted_bases_and_as_symbol(build: Build, alt: str, size: int) -> None:
    first = place(build)
    copied = bases(build, first, size)
    anchor = bases(build, first - 1, 1)
    before = build.observation(first - 1, anchor, anchor + copied, "0/1")
    last = copied[-1]
    after = build.observation(first + size - 1, last, last + copied, "0/1")
    for in_bases in (before, after):
        assert len(events(build, in_bases, symbol(build, alt, first, first + size - 1))) == 1
    assert len(events(build, before, symbol(build, alt, first + 150, first + 149 + size))) == 2


def test_inversion_as_bases_and_as_symbol(build: Build) -> None:
    first, size = place(build), 12
    ref = bases(build, first, size)
    in_bases = build.observation(first, ref, reverse_complement(ref), "0/1")
    assert len(events(build, in_bases, symbol(build, "<INV>", first, first + size - 1))) == 1
    assert len(events(build, in_bases, symbol(build, "<INV>", first, first + size + 30))) == 2


@pytest.mark.parametrize(
    ("off", "length", "file", "count"),
    [
        (0, 200, 2, 1),
        (9, 190, 2, 1),
        (0, None, 2, 1),
        (0, 90, 2, 2),
        (40, 200, 2, 2),
        (0, 200, 1, 2),
    ],
)
def test_insertion_of_known_and_of_unknown_bases(
    build: Build, off: int, length: int | None, file: int, count: int
) -> None:
    first = place(build)
    anchor = bases(build, first - 1, 1)
    in_bases = build.observation(first - 1, anchor, anchor + "ACGTT" * 40, "0/1", record=1)
    info = {"SVTYPE": "INS"} | ({"SVLEN": str(length)} if length else {})
    unknown = build.observation(
        first - 1 + off, "N", "<INS>", "0/1", file=file, record=2, info=info
    )
    assert len(events(build, in_bases, unknown)) == count


@pytest.mark.parametrize(
    ("whole", "parts", "count"),
    [
        ("0/1", ("0/1", "0/1"), 1),
        ("0/1", ("0/1", None), 1),
        ("1/1", ("1/1", "1/1"), 1),
        ("0/1", ("1/1", "0/1"), 2),
        ("1/1", ("0/1", "0/1"), 3),
    ],
)
def test_bases_of_a_longer_substitution_in_another_file(
    build: Build, whole: str, parts: tuple[str | None, ...], count: int
) -> None:
    first = place(build)
    ref = bases(build, first, 3)
    alt = other(ref[0]) + ref[1] + other(ref[2])
    records = [build.observation(first, ref, alt, whole)]
    for shift, gt in zip((0, 2), parts, strict=True):
        if gt:
            base = ref[shift]
            records.append(build.observation(first + shift, base, other(base), gt, file=2))
    assert len(events(build, *records)) == count


def test_base_of_a_longer_substitution_in_one_file_is_another_allele(build: Build) -> None:
    first = place(build)
    ref = bases(build, first, 2)
    whole = build.observation(first, ref, other(ref[0]) + other(ref[1]), "0/1", record=1)
    part = build.observation(first, ref[0], other(ref[0]), "0/1", record=2)
    assert len(events(build, whole, part)) == 2


def test_another_base_at_the_place_is_another_allele(build: Build) -> None:
    first = place(build)
    ref = bases(build, first, 2)
    whole = build.observation(first, ref, other(ref[0]) + other(ref[1]), "0/1")
    third = build.observation(first, ref[0], other(other(ref[0])), "0/1", file=2)
    assert len(events(build, whole, third)) == 2


def test_part_of_a_part_keeps_its_records(build: Build) -> None:
    first = place(build)
    ref = bases(build, first, 3)
    alt = "".join(map(other, ref))
    records = [
        build.observation(first, ref[:n], alt[:n], "0/1", file=n, record=n) for n in (1, 2, 3)
    ]
    (event,) = events(build, *records)
    assert sorted(s.observation.number for s in event.support) == [1, 2, 3]
    assert event.allele is not None
    assert event.allele.alt == alt


# --- bases that stand at a junction


def junction(build: Build, alt: str, first: int) -> Observation:
    return build.observation(first, bases(build, first, 1), alt, "0/1", info={"SVTYPE": "BND"})


@pytest.mark.parametrize("inserted", ["", "CC", "ACGTA"])
def test_inserted_bases_of_a_breakend_are_part_of_the_change(build: Build, inserted: str) -> None:
    """39 bases lost, with what is inserted: the frame follows from both."""
    first = place(build)
    alt = f"{bases(build, first, 1)}{inserted}[6:{first + 40}["
    (event,) = events(build, junction(build, alt, first))
    net = event.allele.net if event.allele else -len(event.outer)
    assert net == len(inserted) - 39


@pytest.mark.parametrize(
    ("info", "net"),
    [
        ({}, None),
        ({"SVINSSEQ": "CCA"}, -36),
        ({"SVINSLEN": "3"}, None),
        ({"SVINSSEQ": "C<A"}, None),
        ({"SVINSSEQ": "CCA", "SVINSLEN": "3"}, -36),
    ],
)
def test_inserted_bases_of_a_symbolic_deletion(
    build: Build, info: dict[str, str], net: int | None
) -> None:
    first = place(build)
    row = build.observation(first - 1, "N", "<DEL>", "0/1", info={"END": str(first + 38)} | info)
    (event,) = events(build, row)
    assert (event.allele.net if event.allele else None) == net
    assert ("N" in event.inserted) is (info.get("SVINSLEN") == "3" and "SVINSSEQ" not in info)


def test_insertion_told_by_neighbouring_places(build: Build) -> None:
    first = place(build)
    base = bases(build, first, 1)
    (event,) = events(build, junction(build, f"{base}ACGAC[6:{first + 1}[", first))
    assert event.allele is not None
    assert (event.allele.is_insertion, event.allele.net) == (True, 5)


def test_deletion_of_unknown_bases_keeps_what_is_inserted(build: Build) -> None:
    first = build.gene.exons[2].start - 3_000
    row = build.observation(first, "N", f"NACG[6:{build.gene.exons[2].end + 3_000}[", "0/1")
    (event,) = events(build, row)
    assert (event.allele, event.inserted) == (None, "ACG")


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        (("sub", "del"), 1),
        (("del",), 2),
        (("sub", "other"), 3),
        (("sub", "del", "far"), 2),
    ],
)
def test_change_of_length_in_one_record_and_in_parts(
    build: Build, parts: tuple[str, ...], count: int
) -> None:
    """``ABCD>XB`` in one file; in the other ``A>X`` and the loss of the last two bases."""
    first = place(build)
    while len(set(bases(build, first, 6))) < 4 or bases(build, first + 1, 1) == bases(
        build, first + 3, 1
    ):
        first += 1
    ref = bases(build, first, 4)
    new = other(ref[0])
    spelled = {
        "sub": (first, ref[0], new),
        "del": (first + 1, ref[1:], ref[1]),
        "other": (first + 1, ref[1], other(ref[1])),
        "far": (first + 20, bases(build, first + 20, 1), other(bases(build, first + 20, 1))),
    }
    whole = build.observation(first, ref, new + ref[1], "0/1", record=9)
    records = [
        build.observation(*spelled[name], "0/1", file=2, record=n) for n, name in enumerate(parts)
    ]
    assert len(events(build, whole, *records)) == count
