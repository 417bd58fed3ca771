"""Changes that act together on one copy: read as one, rescued, or both readings named.

Expected proteins: the codon with both changes, by the standard code. c.31_33 is AGG (Arg11): with
A>T and G>A it is TAG; c.796_798 is CGA (Arg266): C>T gives TGA, with G>T it is TTA (Leu);
c.517_519 is AAT (Asn173) over the junction of exons 2 and 3: A>T and T>A give TAA. Names: HGVS
nomenclature v21, deletion-insertion. Rules: clinical rules 2.1 (Z6, Z7), fixtures F20 and F21.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.copies.effect import CopyOutcomes
from osteo_annot.copies.joint import joined
from osteo_annot.copies.rescue import rescues
from osteo_annot.copies.resolve import Resolved
from osteo_annot.events.model import Event, Support, Zygosity
from osteo_annot.evidence.naming import names_of
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.assembly import Assembly
from osteo_annot.measured.person import Person
from osteo_annot.report.exchange.vcf import vcf_text
from osteo_annot.report.result.build import Options, result_of
from tests.gene_events import Bench
from tests.test_copies import FAMILY, TRIO, codes, judged, state
from tests.vcf_builder import Vcf

HET, HOM = Zygosity.HETEROZYGOUS, Zygosity.APPARENT_HOMOZYGOUS
NOBODY = Person("P1", (), {})
Change = tuple[int, str, Zygosity] | tuple[int, str, Zygosity, str]
"""Coding base, new base, copies, and perhaps the genotype with phase."""


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def called(event: Event, zygosity: Zygosity, text: str = "") -> Event:
    """The event as a record of its own tells it; ``1|0`` with a phase set."""
    position = event.outer.start
    row = Row(position, "chr6", position, "", "A", ("C",), (), "PASS", {}, ("GT",), ("",))
    genotype = parse_genotype(text or "0/1", 2, "7" if "|" in text else "")
    observation = Observation(f"f1.r{position}", 1, "P", row, {}, genotype)
    return replace(event, zygosity=zygosity, support=(Support(observation, 1, zygosity),))


def read_together(bench: Bench, events: Sequence[Event]) -> list[tuple[str, str, Zygosity]]:
    """c. and p. names and copies of the events after they were joined, in the order of names."""
    effects = tuple(bench.effect(e) for e in sorted(events, key=lambda e: e.outer.start))
    found = joined(Resolved(effects, (), {}), NOBODY, bench.gene, bench.reference)
    told = []
    for effect in found.resolved.effects:
        names = names_of(effect, bench.gene, bench.reference)
        told.append((names.c, names.p, effect.event.zygosity))
    return sorted(told)


def changes(bench: Bench, *told: Change) -> list[Event]:
    return [called(bench.substitution(base, alt), *rest) for base, alt, *rest in told]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # No phase is needed where one is on both copies; the other copy carries what is left.
        (
            [(31, "T", HET), (32, "A", HOM)],
            [("c.31_32delinsTA", "p.(Arg11Ter)", HET), ("c.32G>A", "p.(Arg11Lys)", HET)],
        ),
        (
            [(796, "T", HOM), (797, "T", HET)],
            [("c.796C>T", "p.(Arg266Ter)", HET), ("c.796_797delinsTT", "p.(Arg266Leu)", HET)],
        ),
        # Over the exon junction there is no one allele on the genome.
        (
            [(517, "T", HET), (519, "A", HOM)],
            [("c.519T>A", "p.(Asn173Lys)", HET), ("c.[517A>T;519T>A]", "p.(Asn173Ter)", HET)],
        ),
        # Both on both copies, both beside a deletion, both in one phase set.
        ([(31, "T", HOM), (32, "A", HOM)], [("c.31_32delinsTA", "p.(Arg11Ter)", HOM)]),
        (
            [(31, "T", Zygosity.HOMOZYGOUS), (32, "A", Zygosity.HOMOZYGOUS)],
            [("c.31_32delinsTA", "p.(Arg11Ter)", Zygosity.HOMOZYGOUS)],
        ),
        (
            [(31, "T", Zygosity.HEMIZYGOUS), (32, "A", Zygosity.HEMIZYGOUS)],
            [("c.31_32delinsTA", "p.(Arg11Ter)", Zygosity.HEMIZYGOUS)],
        ),
        (
            [(31, "T", HET, "1|0"), (32, "A", HET, "1|0")],
            [("c.31_32delinsTA", "p.(Arg11Ter)", HET)],
        ),
        # One codon, one base between them: the unchanged base stands in the name.
        (
            [(31, "T", HET, "0|1"), (33, "C", HET, "0|1")],
            [("c.31_33delinsTGC", "p.(Arg11Cys)", HET)],
        ),
        # Neighbouring bases of two codons: one change of the DNA.
        (
            [(33, "C", HOM), (34, "A", HOM)],
            [("c.33_34delinsCA", "p.(Arg11_Cys12delinsSerSer)", HOM)],
        ),
    ],
)
def test_read_as_one(bench: Bench, told: list[Change], expected: Any) -> None:
    assert read_together(bench, changes(bench, *told)) == sorted(expected)


@pytest.mark.parametrize(
    "told",
    [
        [(31, "T", HET), (32, "A", HET)],  # phase not known
        [(31, "T", HET, "1|0"), (32, "A", HET, "0|1")],  # on two copies
        [(31, "T", HET), (32, "A", Zygosity.MOSAIC_OR_ARTEFACT)],  # no allele
        [(31, "T", HET), (32, "A", Zygosity.UNKNOWN)],  # copies not known
        [(31, "T", Zygosity.HALF_CALL), (32, "A", HOM)],  # the other allele was not called
        [(31, "T", Zygosity.HEMIZYGOUS), (32, "A", HET)],  # one copy, or two
        [(33, "C", HET), (35, "T", HOM)],  # two codons, and not neighbours
        [(35, "A", HET), (36, "A", HOM)],  # TGA on one copy, TAA on the other: a stop on both
        [(516, "C", HET), (518, "C", HOM)],  # two codons at an exon junction
    ],
)
def test_not_read_as_one(bench: Bench, told: list[Change]) -> None:
    events = changes(bench, *told)
    found = read_together(bench, events)
    assert sorted(z for _, _, z in found) == sorted(e.zygosity for e in events)
    assert all("delins" not in c and "[" not in c for c, _, _ in found)


def test_a_finding_and_its_event_stay_together(bench: Bench) -> None:
    """A contradiction on a change must not be lost when the change is read with another."""
    events = changes(bench, (31, "T", HET), (32, "A", HOM))
    finding = Finding(FindingCode.GT_CONTRADICTS_READS, "", (events[0].id,))
    effects = tuple(bench.effect(e) for e in events)
    found = joined(Resolved(effects, (finding,), {}), NOBODY, bench.gene, bench.reference)
    (joint,) = (e.event.id for e in found.resolved.effects if e.event.parts)
    assert joint in found.resolved.findings[0].about


def test_a_deletion_and_an_insertion_of_one_codon_are_one_change(bench: Bench) -> None:
    """F20 within a codon: c.302 lost and a base gained beside it keep the frame."""
    lost = called(bench.coding(302, 302, ""), HOM)
    gained = called(bench.coding(304, 303, "A"), HOM)
    ((c, p, zygosity),) = read_together(bench, [lost, gained])
    assert (c, zygosity) == ("c.302_303delinsTA", HOM)
    assert "fs" not in p


def test_changes_that_undo_each_other_stay_two(bench: Bench) -> None:
    """c.302 (G) lost and a G gained behind it leave the reference: together they have no name."""
    lost = called(bench.coding(302, 302, ""), HOM)
    gained = called(bench.coding(303, 302, "G"), HOM)
    assert len(read_together(bench, [lost, gained])) == 2
    other = called(bench.coding(303, 302, "C"), HOM)
    assert read_together(bench, [lost, other])[0][0] == "c.302G>C"


def rescued(bench: Bench, events: Sequence[Event]) -> dict[str, tuple[str, ...]]:
    effects = [bench.effect(e) for e in sorted(events, key=lambda e: e.outer.start)]
    found = rescues(effects, NOBODY, CopyOutcomes(effects, bench.gene))
    return {name: rescue.by for name, rescue in found.items()}


@pytest.mark.parametrize(
    ("lost", "gained", "undone"),
    [
        ((HET, "1|0"), (HET, "1|0"), "both"),  # F20
        ((HOM, ""), (HOM, ""), "both"),
        ((HOM, ""), (HET, ""), "gained"),  # the other copy has the deletion alone
        ((HET, ""), (HOM, ""), "lost"),
        ((HET, ""), (HET, ""), ""),  # phase not known
        ((HET, "1|0"), (HET, "0|1"), ""),
        ((HET, ""), (Zygosity.MOSAIC_OR_ARTEFACT, ""), ""),
        ((Zygosity.HEMIZYGOUS, ""), (Zygosity.HEMIZYGOUS, ""), "both"),
    ],
)
def test_a_frame_that_is_restored_on_each_copy(
    bench: Bench, lost: Any, gained: Any, undone: str
) -> None:
    """c.415_416del and two bases gained behind it: the frame is kept again."""
    first = called(bench.coding(415, 416, ""), *lost)
    second = called(bench.coding(422, 421, "CC"), *gained)
    expected = {
        "both": {first.id: (second.id,), second.id: (first.id,)},
        "lost": {first.id: (second.id,)},
        "gained": {second.id: (first.id,)},
        "": {},
    }
    assert rescued(bench, [first, second]) == expected[undone]


def test_what_restores_must_pass_its_filter(bench: Bench) -> None:
    first = called(bench.coding(415, 416, ""), HET)
    second = called(bench.coding(422, 421, "CC"), HOM)
    observation = second.support[0].observation
    row = replace(observation.row, filters=("LowQual",), filter_text="LowQual")
    weak = Support(replace(observation, row=row), 1, HOM)
    assert rescued(bench, [first, replace(second, support=(weak,))]) == {}


# --- the whole road --------------------------------------------------------------------------

ARG11_HOM, ARG11_HET = (108_074_620, "C", "T"), (108_074_621, "T", "A")
STOP_266, BESIDE_266 = (108_049_406, "G", "A"), (108_049_405, "C", "A")
"""c.32G>A and c.31A>T; c.796C>T and c.797G>T, on GRCh38."""


def events_by_name(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {e["hgvs"]["c"]: e for e in document["events"]}


@pytest.mark.parametrize("assembly", list(Assembly))
def test_a_stop_of_two_changes_has_one_row(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly).add(ARG11_HOM, "1/1").add(ARG11_HET, "0/1")
    document = judged(tmp_path, vcf)
    found = events_by_name(document)
    assert set(found) == {"c.31_32delinsTA", "c.32G>A"}
    joint = found["c.31_32delinsTA"]
    assert (joint["pvs1"]["strength"], joint["classification"]["class"]) == ("very_strong", "LP")
    assert [part["c"] for part in joint["parts"]] == ["c.31A>T", "c.32G>A"]
    assert found["c.32G>A"]["pvs1"]["strength"] == "not_applicable"
    assert state(document) == "MONOALLELIC_PLUS_GAP"
    assert "p.(Arg11Ter)" in document["verdict"]["headline"]
    told = " ".join(r["text"] for r in document["verdict"]["reasons"])
    assert "c.31A>T and c.32G>A lie on one copy" in told
    assert "The other copy carries c.32G>A without it" in told
    said = {entry["id"]: entry["event"].split() for entry in document["ledger"]}
    assert said["f1.r1"] == [joint["id"], found["c.32G>A"]["id"]]
    assert said["f1.r2"] == [joint["id"]]


@pytest.mark.parametrize("assembly", list(Assembly))
def test_a_stop_that_one_copy_reads_otherwise_is_not_homozygous(
    tmp_path: Path, assembly: Assembly
) -> None:
    """Both parents carry c.796C>T, which would confirm it; the father's copy reads TTA (Leu)."""
    alone = judged(tmp_path, Vcf(assembly=assembly).add(STOP_266, "1/1"))
    assert state(alone) == "APPARENT_HOM"
    trio = Vcf(assembly=assembly, samples=TRIO)
    trio.add(BESIDE_266, "0/1", "0/1", "0/0").add(STOP_266, "1/1", "0/1", "0/1")
    document = judged(tmp_path, trio, ped=FAMILY)
    assert state(document) == "MONOALLELIC_PLUS_GAP"
    names = {e["id"]: e["hgvs"]["p"] for e in document["events"]}
    copies = {c["origin"]: [names[name] for name in c["events"]] for c in document["copies"]}
    assert copies == {"maternal": ["p.(Arg266Ter)"], "paternal": ["p.(Arg266Leu)"]}
    assert "PARENTS_BOTH_CARRY" not in codes(document)


def test_both_readings_are_named_where_phase_is_not_known(tmp_path: Path) -> None:
    document = judged(tmp_path, Vcf().add(ARG11_HOM, "0/1").add(ARG11_HET, "0/1"))
    headline = document["verdict"]["headline"]
    for protein in ("p.(Arg11Ter)", "p.(Arg11Lys)", "p.(Arg11Trp)"):
        assert protein in headline
    assert "One copy of OSTM1 carries" not in headline
    assert "JOINT_EFFECT" not in codes(document)
    assert {"TEST_PARENTS", "PHASE_BY_READS"} <= set(codes(document, "next_tests"))


def test_one_reading_where_the_phase_is_proven(tmp_path: Path) -> None:
    trans = Vcf().add(ARG11_HOM, "1|0:7", fmt="GT:PS").add(ARG11_HET, "0|1:7", fmt="GT:PS")
    document = judged(tmp_path, trans)
    assert "CODON_NOT_PHASED" not in codes(document)
    assert state(document) == "NONE_INCOMPLETE"


def test_changes_of_one_copy_stand_5_to_3(tmp_path: Path) -> None:
    """The genotype of a cis pair: c.75 before c.415, although its position is the higher one."""
    vcf = Vcf().add((108_064_285, "ACT", "A"), "0|1:7", fmt="GT:PS")
    vcf.add((108_074_577, "C", "T"), "0|1:7", fmt="GT:PS")
    notation = judged(tmp_path, vcf)["verdict"]["genotype_hgvs"]
    assert notation == "NM_014028.4:c.[75G>A;415_416del];[?]"


def test_a_stop_on_both_copies_stays_homozygous_whatever_stands_beside(tmp_path: Path) -> None:
    """c.36T>A on both copies (TGA), c.35G>A on one (TAA): both stop in codon 12."""
    vcf = Vcf().add((108_074_616, "A", "T"), "1/1").add((108_074_617, "C", "T"), "0/1")
    document = judged(tmp_path, vcf)
    assert state(document) == "APPARENT_HOM"
    assert {e["hgvs"]["c"] for e in document["events"]} == {"c.36T>A", "c.35G>A"}


@pytest.mark.parametrize("assembly", list(Assembly))
def test_parts_in_two_exons_stay_two_records_of_one_event(
    tmp_path: Path, assembly: Assembly
) -> None:
    """c.519T>A on both copies and c.517A>T on one: TAA over the junction of exons 2 and 3."""
    vcf = Vcf(assembly=assembly).add((108_054_586, "A", "T"), "1/1")
    paths = [vcf.add((108_064_185, "T", "A"), "0/1").write(tmp_path / "a.vcf")]
    inputs = read_inputs(paths)
    result = result_of(inputs, "P1", Options())
    (joint,) = (e for e in result.events if e.parts)
    assert (joint.hgvs.c, joint.hgvs.p) == ("c.[517A>T;519T>A]", "p.(Asn173Ter)")
    lines = vcf_text(result, "chr6", inputs.reference).splitlines()
    rows = [line.split("\t") for line in lines if joint.id in line]
    assert [(row[3], row[4]) for row in rows] == [("A", "T"), ("T", "A")]
    assert result.verdict.genotype_hgvs == "NM_014028.4:c.[517A>T;519T>A];[?]"


def test_a_reading_holds_what_lies_on_both_copies(tmp_path: Path) -> None:
    """c.32G>A on both, c.31A>T and c.33G>A unphased: TAA and AAG, or TAG and AAA."""
    vcf = Vcf().add((108_074_619, "C", "T"), "0/1").add(ARG11_HOM, "1/1").add(ARG11_HET, "0/1")
    told = {r["code"]: r["text"] for r in judged(tmp_path, vcf)["verdict"]["reasons"]}
    assert told["CODON_NOT_PHASED"].endswith(
        "on one copy they make p.(Arg11Ter) with c.32G>A of both copies, "
        "on two copies p.(Arg11Lys) and p.(Arg11Ter)."
    )


def test_a_phase_without_proof_places_no_event(tmp_path: Path) -> None:
    """Pipes without a phase set: neither of the two is drawn on a copy."""
    document = judged(tmp_path, Vcf().add(ARG11_HOM, "0|1").add(ARG11_HET, "0|1"))
    assert [e["phase"]["copies"] for e in document["events"]] == [[], []]
