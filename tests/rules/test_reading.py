"""What one record says, without a file: what is an event, what is not understood, and why.

Expected values: ``docs/callers.md`` and ``docs/verdict.md``; VCF 4.1 to 4.5 for the
symbols; the reports of Sniffles users on ``N`` for bases (issues 190 and 456 of that program).
"""

from __future__ import annotations

import pytest

from osteo_annot.events.model import EventKind, LedgerReason, Zygosity
from osteo_annot.events.reading import Reading, read_observation
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.interval import Interval
from tests.builders import Build


def read(build: Build, observation: Observation) -> Reading:
    return read_observation(observation, build.gene, build.reference)


def over_exon(
    build: Build, alt: str, gt: str | None, *, number: int = 2, **more: object
) -> Reading:
    """A record over one exon and 100 bases on both sides."""
    exon = build.gene.exons[number - 1]
    info = {"END": str(exon.end + 100), **dict(more.pop("info", {}))}  # type: ignore[call-overload]
    return read(
        build,
        build.observation(exon.start - 101, "N", alt, gt, info=info, **more),  # type: ignore[arg-type]
    )


# --- a deletion without genotype


@pytest.mark.parametrize("gt", ["./.", ".", None])
@pytest.mark.parametrize("alt", ["<DEL>", "<DEL:ME>", "<DUP>", "<INV>"])
def test_passed_record_of_the_only_sample_is_there_on_unknown_copies(
    build: Build, alt: str, gt: str | None
) -> None:
    (event,) = over_exon(build, alt, gt).events
    assert event.zygosity is Zygosity.UNKNOWN


def test_filtered_record_without_genotype_is_a_gap(build: Build) -> None:
    reading = over_exon(build, "<DEL>", "./.", filters=("LowQual",))
    assert not reading.events
    assert reading.reasons[0] is LedgerReason.STRUCTURAL_NO_CALL


@pytest.mark.parametrize(
    ("copies", "zygosity", "reason"),
    [
        ("0", Zygosity.HOMOZYGOUS, None),
        ("1", Zygosity.HETEROZYGOUS, None),
        ("2", None, LedgerReason.COPY_NUMBER_TWO),
        ("99", Zygosity.UNKNOWN, None),
        ("10", Zygosity.UNKNOWN, None),
        ("nan", Zygosity.UNKNOWN, None),
    ],
)
def test_copy_number_answers_where_it_is_one(
    build: Build, copies: str, zygosity: Zygosity | None, reason: LedgerReason | None
) -> None:
    reading = over_exon(build, "<DEL>", "./.", CN=copies)
    assert [e.zygosity for e in reading.events] == ([zygosity] if zygosity else [])
    assert reason is None or reading.reasons[0] is reason
    off_scale = copies in {"99", "10", "nan"}
    assert (FindingCode.COPIES_NOT_READABLE in reading.findings) is off_scale


def test_more_than_two_copies_contradict_a_deletion(build: Build) -> None:
    reading = over_exon(build, "<DEL>", "./.", CN="4")
    assert [e.zygosity for e in reading.events] == [Zygosity.UNKNOWN]
    assert reading.findings == [FindingCode.CN_CONTRADICTS_ALT]


# --- symbols


@pytest.mark.parametrize("version", ["VCFv4.4", "VCFv4.5"])
@pytest.mark.parametrize("copies", ["0.5", "1", "1.2", "3"])
def test_tandem_repeat_is_no_loss_or_gain(build: Build, version: str, copies: str) -> None:
    reading = over_exon(build, "<CNV:TR>", "1/1", info={"CN": copies}, version=version, CN="1")
    assert not reading.events
    assert reading.reasons[0] is LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN


@pytest.mark.parametrize(
    ("alt", "gt", "reason"),
    [
        ("<CNV>,<DEL>", "0/1", LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN),
        ("<DEL>,<CNV>", "0/2", LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN),
        ("<X>", "0/1", LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN),
        ("<X>", "0/0", LedgerReason.REFERENCE_GENOTYPE),
        ("<CNV>,<DEL>", "0/0", LedgerReason.REFERENCE_GENOTYPE),
        ("<X>", "./.", LedgerReason.STRUCTURAL_NO_CALL),
    ],
)
def test_carried_symbol_that_nobody_explains_is_not_understood(
    build: Build, alt: str, gt: str, reason: LedgerReason
) -> None:
    reading = over_exon(build, alt, gt)
    assert not reading.events
    assert reading.reasons[0] is reason


@pytest.mark.parametrize(
    ("gt", "kinds"),
    [
        ("0/1", [EventKind.DELETION]),
        ("0/2", [EventKind.DUPLICATION]),
        ("2/2", [EventKind.DUPLICATION]),
        ("0/0", []),
    ],
)
def test_each_of_two_equal_symbols_has_its_own_copies(
    build: Build, gt: str, kinds: list[EventKind]
) -> None:
    """VCF 4.4: INFO/CN has one value per ALT."""
    reading = over_exon(build, "<CNV>,<CNV>", gt, info={"CN": "0,3"}, version="VCFv4.4")
    assert [event.kind for event in reading.events] == kinds


# --- a gain that the depth denies


@pytest.mark.parametrize(
    ("ratio", "kind"),
    [("0.02", EventKind.DELETION), ("0.7", EventKind.DELETION), ("1.5", EventKind.DUPLICATION)],
)
def test_gain_without_reads_may_be_a_loss(build: Build, ratio: str, kind: EventKind) -> None:
    """The report on ExomeDepth's table: a type that its own ratio denies."""
    reading = over_exon(build, "<DUP>", None, caller=Caller.EXOMEDEPTH, RR=ratio)
    assert [(e.kind, e.zygosity) for e in reading.events] == [(kind, Zygosity.UNKNOWN)]
    denied = kind is EventKind.DELETION
    assert (FindingCode.DEPTH_CONTRADICTS_GAIN in reading.findings) is denied


# --- N in place of bases


@pytest.mark.parametrize(
    ("extra", "length", "lost"),
    [(0, 61, 61), (1, 61, 61), (1, None, 61), (0, 60, 60), (0, 90, None)],
)
def test_alt_n_beside_the_lost_bases_is_a_deletion(
    build: Build, extra: int, length: int | None, lost: int | None
) -> None:
    """REF holds the lost bases, with or without the base before them; SVLEN tells which."""
    start = build.gene.exons[1].start + 30
    size = (lost or 61) + extra
    ref = build.reference.fetch(start, start + size - 1)
    info = {"SVTYPE": "DEL"} | ({"SVLEN": f"-{length}"} if length else {})
    reading = read(build, build.observation(start, ref, "N", "0/1", info=info))
    if lost is None:
        assert reading.reasons[0] is LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN
        return
    (event,) = reading.events
    assert event.allele is not None
    assert (event.allele.net, event.allele.alt) == (-lost, "")
    assert len(event.outer) == lost


@pytest.mark.parametrize("alt", ["N", "NN"])
def test_alt_n_of_a_base_is_not_known(build: Build, alt: str) -> None:
    start = build.gene.exons[1].start + 30
    ref = build.reference.fetch(start, start + len(alt) - 1)
    reading = read(build, build.observation(start, ref, alt, "0/1"))
    assert not reading.events
    assert reading.reasons[0] is LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN


@pytest.mark.parametrize(("alt", "length"), [("ACGTA", 5), ("NACGTA", 5)])
def test_ref_n_beside_the_gained_bases_is_an_insertion(build: Build, alt: str, length: int) -> None:
    start = build.gene.exons[1].start + 30
    info = {"SVTYPE": "INS", "SVLEN": str(length)}
    (event,) = read(build, build.observation(start, "N", alt, "0/1", info=info)).events
    assert event.allele is not None
    assert event.allele.is_insertion
    assert event.allele.net == length


def test_ref_n_of_a_plain_substitution_is_the_base_of_the_reference(build: Build) -> None:
    start = build.gene.exons[1].start + 30
    base = build.reference.base(start)
    other = "A" if base != "A" else "C"
    (event,) = read(build, build.observation(start, "N", other, "0/1")).events
    assert (event.outer, event.allele and event.allele.ref) == (Interval(start, start), base)


# --- places of the sample's own calls in a merged record


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("{c}_{a}-{c}_{b}", (1, 500), (1, 500)),
        ("{c}_{b}-{c}_{a}", (1, 500), (1, 500)),
        ("{c}_{a}-{c}_{b},{c}_{d}-{c}_{e}", (11, 500), (1, 600)),
        ("{c}_{a}-chr7_{b}", (1, 2_000), (1, 2_000)),
        ("NaN", (1, 2_000), (1, 2_000)),
        (".", (1, 2_000), (1, 2_000)),
    ],
)
@pytest.mark.parametrize("caller", [Caller.SURVIVOR, Caller.UNKNOWN])
def test_own_calls_win_over_the_merged_record(
    build: Build, text: str, inner: tuple[int, int], outer: tuple[int, int], caller: Caller
) -> None:
    """SURVIVOR: POS and END are of the merged record, FORMAT/CO of each file's own call."""
    start = build.gene.exons[2].start - 1_000
    places = {"a": start, "b": start + 500, "d": start + 10, "e": start + 600}
    own = text.format(c="chr6", **places)
    info = {"END": str(start + 2_000), "SVTYPE": "DEL"}
    row = build.observation(start, "N", "<DEL>", "0/1", info=info, caller=caller, CO=own)
    (event,) = read(build, row).events
    if caller is Caller.UNKNOWN:
        inner = outer = (1, 2_000)
    assert event.inner == Interval(start + inner[0], start + inner[1])
    assert event.outer == Interval(start + outer[0], start + outer[1])


@pytest.mark.parametrize(
    ("kind", "found"),
    [("DEL", EventKind.DELETION), ("DUP", EventKind.DUPLICATION), ("SNP", None), ("", None)],
)
def test_type_names_the_kind_where_ref_and_alt_are_n(
    build: Build, kind: str, found: EventKind | None
) -> None:
    reading = over_exon(build, "N", "0/1", info={"SVTYPE": kind} if kind else {})
    assert [event.kind for event in reading.events] == ([found] if found else [])
