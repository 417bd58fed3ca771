"""The drawings of copies, protein and family: what they show is what the result holds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.copies.outcome import Effect
from osteo_annot.events.dialects import Claim
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.order import Order
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.exon_ratio import DepthBasis
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import LocusReads
from osteo_annot.measured.reads.picture import ReadShows
from osteo_annot.measured.reads.witness import JunctionKind, WitnessAnswer, WitnessReason
from osteo_annot.report.figure.copies import copies_figure
from osteo_annot.report.figure.evidence import NO_READS, NOTHING_NAMED, evidence_figures
from osteo_annot.report.figure.gene_depth import gene_depth_figure
from osteo_annot.report.figure.members import Found, family_of_result
from osteo_annot.report.figure.pedigree import pedigree_figure
from osteo_annot.report.figure.protein import protein_figure
from osteo_annot.report.figure.reads import junction_figures
from osteo_annot.report.figure.variants import variant_figures
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.copy_model import Copy, Product
from osteo_annot.report.result.copy_words import exons_with, residue_words
from osteo_annot.report.result.document import document_of, json_text, result_from_json
from osteo_annot.report.result.evidence_model import StructuralSupport
from osteo_annot.report.result.examined_model import CallableExons, CopyRatio
from osteo_annot.report.result.family_model import FamilyMember, PersonInFamily
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.pictures_model import (
    BreakpointPicture,
    BreakpointReads,
    DepthPicture,
    JunctionPicture,
    PiledRead,
    ReadPictures,
    ShownRead,
    VariantPicture,
    VariantReads,
)
from osteo_annot.report.result.reads_model import (
    JunctionReads,
    Proposal,
    ReadsAtLocus,
    ReferenceReads,
    Witness,
)
from osteo_annot.report.text import exon_list
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.state import State
from tests.typed import judged, one_copy, outcome, small_event, small_result, with_texts
from tests.vcf_builder import GVCF_HEADER, NONSENSE, SV_HEADER, Vcf

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>&amp;\u202e'


def parsed(drawing: str) -> ET.Element:
    """A drawing as XML: well-formed, with every label in a parser's own words."""
    return ET.fromstring(drawing)


def words(drawing: str) -> list[str]:
    """Every line of text that is drawn."""
    return [element.text or "" for element in parsed(drawing).iter("text")]


def described(drawing: str) -> str:
    """The text alternative."""
    found = parsed(drawing).find("desc")
    assert found is not None
    return found.text or ""


def widths(drawing: str, class_: str) -> list[float]:
    """Widths of the boxes of a class."""
    boxes = (e for e in parsed(drawing).iter("rect") if e.get("class") == class_)
    return [float(e.get("width", "")) for e in boxes]


def altered(effect: Effect, name: str, product: Product, **more: object) -> Copy:
    made = outcome(effect=effect, protein=name, product=product, null=None, **more)
    return one_copy(1, CopyStatus.ALTERED, outcome=made)


RESIDUES = {
    "intact": (
        altered(Effect.INTACT, "p.(=)", Product(334, 334, 0)),
        "all 334 kept",
    ),
    "stop": (
        altered(Effect.TRUNCATED_NMD, "p.(Cys12Ter)", Product(11, 11, 0), ptc_codon=12, nmd=True),
        "1–11 kept, stop at 12",
    ),
    "frameshift": (
        altered(
            Effect.TRUNCATED_NMD,
            "p.(Gln140GlufsTer11)",
            Product(149, 139, 0),
            ptc_codon=150,
            nmd=True,
        ),
        "1–139 kept, 140–149 altered, stop at 150",
    ),
    "beyond the end": (
        altered(Effect.EXTENDED, "p.(Lys320AsnfsTer44)", Product(362, 319, 0)),
        "1–319 kept, 320–362 altered",
    ),
    "extension": (
        altered(Effect.EXTENDED, "p.(Ter335CysextTer46)", Product(380, 334, 0)),
        "1–334 kept, 335–380 added",
    ),
    "one residue": (
        altered(Effect.PROTEIN_CHANGED, "p.(Asp90Ala)", Product(334, 89, 244)),
        "1–89 kept, 90 altered, 91–334 kept",
    ),
    "lost": (
        altered(Effect.IN_FRAME_LOSS, "p.?", Product(263, 134, 129)),
        "1–134 kept, 135–205 missing, 206–334 kept",
    ),
    "inserted": (
        altered(Effect.PROTEIN_CHANGED, "p.(Asp90_Lys91insTrp)", Product(335, 90, 244)),
        "1–90 kept, 1 inserted after 90, 91–334 kept",
    ),
    "exchanged": (
        altered(Effect.PROTEIN_CHANGED, "p.(A90_B92delinsTrp)", Product(332, 89, 242)),
        "1–89 kept, 90–92 replaced by 1, 93–334 kept",
    ),
    "no stop": (
        altered(Effect.NO_STOP, "p.?", Product(400, 334, 0)),
        "1–334 kept, 335–400 added, no stop",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RESIDUES)
def test_table_figure_and_result_tell_the_same_residues(name: str) -> None:
    copy, said = RESIDUES[name]
    result = small_result(copies=[copy, one_copy(2)])
    assert residue_words(copy.outcome, 334) == said
    assert f"Residues: {said}." in described(protein_figure(result))
    assert said in render_html(result)
    product = document_of(result)["copies"][0]["outcome"]["product"]
    assert product == {
        "length": copy.outcome.product.length,
        "same_at_start": copy.outcome.product.same_at_start,
        "same_at_end": copy.outcome.product.same_at_end,
    }


@pytest.mark.parametrize("name", ["frameshift", "beyond the end", "extension", "one residue"])
def test_altered_residues_are_drawn_to_scale_up_to_the_new_end(name: str) -> None:
    copy, _ = RESIDUES[name]
    drawn = protein_figure(small_result(copies=[copy, one_copy(2)]))
    made = copy.outcome.product
    assert made is not None
    residues = max(334, made.length)
    (width,) = widths(drawn, "altered")
    assert width == pytest.approx(max(3.0, 840 * made.altered / residues), abs=0.11)
    assert str(residues) in words(drawn)


def test_a_copy_without_a_product_has_no_residue_drawn() -> None:
    unseen = one_copy(
        2,
        CopyStatus.NOT_EXAMINED,
        outcome=outcome(effect=Effect.NOT_EXAMINED, protein="p.?", product=None, null=None),
    )
    gone = one_copy(
        1, outcome=outcome(effect=Effect.NO_PRODUCT, protein="p.0?", product=None, null=True)
    )
    drawn = protein_figure(small_result(copies=[gone, unseen]))
    assert not widths(drawn, "kept")
    assert "no protein" in words(drawn)
    assert residue_words(unseen.outcome, 334) == ""


@pytest.mark.parametrize("first", range(1, 7))
def test_event_and_copy_name_the_protein_alike(
    tmp_path: Path, assembly: Assembly, first: int
) -> None:
    """Deletions of one exon and of a run of exons: one event alone on a copy is that copy."""
    for last in range(first, 7):
        sv = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(first, last, "0/1")
        result = judged(tmp_path, sv)
        (event,) = result.events
        (copy,) = [c for c in result.copies if event.id in c.events]
        assert event.hgvs.p == copy.outcome.protein == event.evidence.outcome_alone.protein
        assert event.evidence.outcome_alone.product == copy.outcome.product
        for drawn in (copies_figure(result), protein_figure(result)):
            assert event.hgvs.p in described(drawn)


def test_both_readings_of_a_contradiction_are_drawn(tmp_path: Path, assembly: Assembly) -> None:
    """GT 1/1 beside CN 1: by the genotype both copies are lost, by the number one."""
    sv = Vcf(assembly=assembly, extra_header=SV_HEADER)
    result = judged(tmp_path, sv.exons(2, 3, "1/1:1", fmt="GT:CN"))
    assert result.verdict.state is State.INDETERMINATE
    assert len(result.readings) == 2
    for drawn in (copies_figure(result), protein_figure(result)):
        for reading in result.readings:
            assert f"{reading.premise_text}: {reading.state_text}" in words(drawn)
            assert reading.premise_text in described(drawn)
        assert words(drawn).count("copy 1") == 2
    lost = [len(copy.outcome.exons_lost) for r in result.readings for copy in r.copies]
    assert words(copies_figure(result)).count("lost") == sum(lost)
    assert copies_figure(result) in render_html(result)


def test_the_three_answers_of_an_exon_are_drawn_apart(tmp_path: Path, assembly: Assembly) -> None:
    """A stop in exon 1 and blocks over all exons but 6: altered, intact, not examined."""
    blocks = Vcf(assembly=assembly, extra_header=GVCF_HEADER)
    result = judged(
        tmp_path,
        Vcf(assembly=assembly).add(NONSENSE, "1/1"),
        blocks.reference_blocks("0/0:40:99:35", skip=(1, 6)),
    )
    drawn = copies_figure(result)
    for number, copy in enumerate(result.copies):
        answers = [exon.status for exon in copy.exons]
        assert answers[0] is CopyStatus.ALTERED, number
        assert f"Altered: exon 1. Not examined: {exon_list(exons_of(copy))}." in described(drawn)
    assert len(widths(drawn, "coding changed")) == 2
    assert len(widths(drawn, "utr changed")) == 2
    unseen = [e for c in result.copies for e in exons_of(c)]
    assert words(drawn).count("not examined") == len(unseen)


def exons_of(copy: Copy) -> list[int]:
    """Exons that were not examined."""
    return exons_with(copy, CopyStatus.NOT_EXAMINED)


def test_a_contradiction_without_readings_has_no_drawing() -> None:
    result = small_result(small_event(), state=State.INDETERMINATE)
    assert copies_figure(result) == protein_figure(result) == ""
    assert "copies-title" not in render_html(result)


# Pedigree


def trio(folder: Path, assembly: Assembly, child: str, father: str, mother: str) -> Result:
    """A trio with reads; the pedigree calls the child affected."""
    vcf = Vcf(samples=("P1", "DAD", "MUM"), assembly=assembly)
    vcf.add(NONSENSE, child, father, mother, fmt="GT:AD:DP:GQ")
    path = vcf.write(folder / "trio.vcf")
    (folder / "f.ped").write_text("F\tP1\tDAD\tMUM\t2\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n")
    inputs = read_inputs([path], pedigree=read_pedigree(folder / "f.ped"))
    return result_of(inputs, "P1", Options())


def test_genotype_and_depth_stand_under_each(tmp_path: Path, assembly: Assembly) -> None:
    result = trio(tmp_path, assembly, "1/1:0,30:30:90", "0/1:14,16:30:99", "0/0:28,0:28:84")
    family = family_of_result(result)
    assert family is not None
    assert [m.found for m in family.members] == [Found.ONE, Found.NONE, Found.ONE_AND_OPEN]
    said = words(pedigree_figure(result))
    for text in ("A 1/1 (30 of 30)", "A 0/1 (16 of 30)", "A 0/0 (0 of 28)", "A: c.36T>A"):
        assert text in said
        assert text.replace("A: ", "") in described(pedigree_figure(result))
    assert [m.reads for m in result.family] == [
        {result.events[0].id: "0 of 28"},
        {result.events[0].id: "16 of 30"},
    ]
    assert (result.person.sex, result.person.affected) == ("female", "yes")
    assert pedigree_figure(result) in render_html(result)


def relative(role: str, name: str, state: State, **more: object) -> FamilyMember:
    made = FamilyMember(
        role=role,
        sample=name,
        sex="unknown",
        affected="unknown",
        state=state,
        state_text=state.text,
        copies=[one_copy(1), one_copy(2)],
        father="",
        mother="",
        carries={},
        genotypes={},
        reads={},
    )
    return replace(made, **more)  # type: ignore[arg-type]


def symbols(result: Result) -> dict[str, int]:
    """How often each symbol is drawn."""
    drawn = parsed(pedigree_figure(result))
    classes = [e.get("class", "") for e in drawn.iter() if e.tag in {"rect", "circle", "path"}]
    return {name: classes.count(name) for name in ("person", "filled", "lost")} | {
        "?": words(pedigree_figure(result)).count("?")
    }


ARROW = 1
PARENTS = {"person": PersonInFamily("male", "unknown", "DAD", "MUM")}


@pytest.mark.parametrize(
    ("state", "affected", "person", "filled", "striped", "open_"),
    [
        (State.BIALLELIC_HOM_SMALL, "yes", 0, 1, 0, 0),  # filled: called affected
        (State.BIALLELIC_HOM_SMALL, "no", 1, 0, 1, 0),  # striped: never drawn as affected
        (State.BIALLELIC_HOM_SMALL, "unknown", 1, 0, 1, 0),
        (State.APPARENT_HOM, "no", 1, 1, 0, 1),  # half, and ?
        (State.NONE_INCOMPLETE, "no", 1, 0, 0, 1),  # ?
        (State.NONE_CALLABLE, "no", 1, 0, 0, 0),
        (State.INDETERMINATE, "yes", 0, 1, 0, 1),
    ],
)
def test_symbol_of_a_sibling(
    state: State, affected: str, person: int, filled: int, striped: int, open_: int
) -> None:
    """The parents stand above, not examined; the person asked about has everything examined."""
    sibling = relative("sibling", "SIS", state, affected=affected)
    result = small_result(state=State.NONE_CALLABLE, family=[sibling], **PARENTS)
    found = symbols(result)
    assert found == {
        "person": 3 + person,
        "filled": ARROW + filled,
        "lost": striped,
        "?": 2 + open_,
    }


def test_related_parents_have_a_double_line() -> None:
    """Also where nobody else is told of; without it and without a family nothing is drawn."""
    order = Order.model_validate({"consanguinity": "yes", "person": {"sex": "female"}}).head
    drawn = pedigree_figure(small_result(order=order))
    assert "The parents are related." in described(drawn)
    single = Order.model_validate({"family": [{"relation": "mother"}]}).head
    kin = [
        [e.get("y1") for e in parsed(d).iter("line") if e.get("y1") == e.get("y2")]
        for d in (drawn, pedigree_figure(small_result(order=single)))
    ]
    assert [len(lines) for lines in kin] == [2, 1]
    assert pedigree_figure(small_result()) == ""
    assert pedigree_figure(small_result(order=Order().head)) == ""


def test_a_child_of_two_altered_copies_is_an_obligate_carrier_until_tested() -> None:
    """Told by the order only: a dot. Of a person with one altered copy nothing follows."""
    order = Order.model_validate({"family": [{"relation": "Son", "identifier": "K"}]}).head
    for state, expected in (
        (State.BIALLELIC_HOM_SMALL, Found.OBLIGATE),
        (State.APPARENT_HOM, Found.NOT_EXAMINED),
        (State.MONOALLELIC, Found.NOT_EXAMINED),
    ):
        family = family_of_result(small_result(state=state, order=order))
        assert family is not None
        assert [(m.found, m.sex) for m in family.children] == [(expected, "male")]
        assert family.father is None


def test_a_half_sibling_hangs_on_one_parent_only() -> None:
    half = relative("sibling", "HALF", State.NONE_CALLABLE, father="X", mother="MUM")
    full = relative("sibling", "FULL", State.NONE_CALLABLE, father="DAD", mother="MUM")
    family = family_of_result(small_result(family=[half, full], **PARENTS))
    assert family is not None
    assert {m.name: m.shares for m in family.siblings} == {"HALF": "mother", "FULL": ""}


def test_order_and_files_tell_of_one_person_once() -> None:
    mother = relative("mother", "MUM", State.NONE_CALLABLE)
    sister = relative("sibling", "S1", State.NONE_CALLABLE)
    order = Order.model_validate(
        {
            "family": [
                {"relation": "Mother", "affected": "yes"},
                {"relation": "sister", "identifier": "S1", "affected": "no"},
                {"relation": "cousin", "identifier": "C"},
            ]
        }
    ).head
    family = family_of_result(small_result(family=[mother, sister], order=order))
    assert family is not None
    assert [(m.role, m.affected) for m in family.members] == [
        ("father", "unknown"),
        ("mother", "yes"),
        ("proband", "unknown"),
        ("sibling", "no"),
        ("cousin", "unknown"),
    ]


@pytest.mark.parametrize(("order_sex", "expected"), [("male", "unknown"), ("female", "female")])
def test_sex_is_unknown_where_order_and_pedigree_differ(
    tmp_path: Path, order_sex: str, expected: str
) -> None:
    path = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    (tmp_path / "f.ped").write_text("F\tP1\t0\t0\t2\t0\n")
    inputs = read_inputs([path], pedigree=read_pedigree(tmp_path / "f.ped"))
    order = Order.model_validate({"person": {"sex": order_sex}})
    assert result_of(inputs, "P1", Options(order=order)).person.sex == expected


def test_many_relatives_and_hostile_names_stay_small_and_inert() -> None:
    crowd = [relative("sibling", f"{HOSTILE}{i}", State.NONE_CALLABLE) for i in range(200)]
    drawn = pedigree_figure(small_result(sample=HOSTILE, family=crowd, **PARENTS))
    assert len(drawn.encode()) < 60_000
    assert {e.tag for e in parsed(drawn).iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "line", "rect", "circle", "path", "text",
    }  # fmt: skip
    assert "and 192 further relatives: see the table" in words(drawn)


def test_same_result_same_drawings(tmp_path: Path) -> None:
    result = trio(tmp_path, Assembly.GRCH38, "1/1:0,30:30:90", "0/1:14,16:30:99", "0/1:9,9:18:84")
    again = result_from_json(json_text(document_of(result)))
    for figure in (pedigree_figure, copies_figure, protein_figure):
        assert figure(result) == figure(again) != ""
        assert not re.search(r"<(script|foreignObject|style|image|a)\b", figure(result))


# Reads


NO_DEPTH = DepthPicture(1, 200, [0.0] * 200, None)


def fragment(strand: str, at: int, shows: ReadShows, clipped: int = 0) -> ShownRead:
    return ShownRead(at, at + 99, strand, 60, 0, clipped, [], shows)  # type: ignore[arg-type]


def at_end(side: str, position: int, *people: BreakpointReads) -> BreakpointPicture:
    window = (position - 250, position + 249)
    possible = [position - 30, position + 30]
    return BreakpointPicture(side, position, possible, False, *window, list(people))  # type: ignore[arg-type]


def person(who: str, reads: list[ShownRead], more: int = 0) -> BreakpointReads:
    counts = {
        shows: sum(r.shows is shows for r in reads)
        for shows in ReadShows
        if any(r.shows is shows for r in reads)
    }
    depths = [20.0] * 25 + [10.0] * 25
    return BreakpointReads(who, who.upper(), len(reads) + more, counts, depths, reads)  # type: ignore[arg-type]


def of_junction(reads: list[ShownRead], *parents: str, more: int = 0) -> Result:
    people = [person(who, reads, more) for who in ("person", *parents)]
    picture = JunctionPicture(
        "E1", None, [at_end("left", 108_050_000, *people), at_end("right", 108_060_000, *people)]
    )
    return small_result(small_event(), pictures=ReadPictures([picture], [], NO_DEPTH))


HALF_SPLIT = [
    fragment("+-"[i % 2], 108_049_920 + i, ReadShows.SPLIT if i < 12 else ReadShows.PLAIN, 30)
    for i in range(30)
]


def test_reads_at_a_junction_are_drawn_with_their_counts() -> None:
    (drawn,) = junction_figures(of_junction(HALF_SPLIT, "mother", more=17))
    said = words(drawn)
    for text in ("person PERSON", "mother MOTHER"):
        assert said.count(text) == 1
    for text in ("47 reads (12 split)", "and 17 more reads"):
        assert said.count(text) == 4  # two people, two ends
    assert "left end, 108,050,000 (as called)" in said
    alternative = described(drawn)
    assert "Mother, right end at 108,060,000: 47 reads (12 split), 30 drawn" in alternative
    assert "mean depth 20.0 before it, 10.0 behind it" in alternative
    classes = {e.get("class") for e in parsed(drawn).iter("path")}
    assert {"read-junction", "read-plain", "read-clip junction", "read-clip"} <= classes


def test_the_text_alternative_holds_the_counts_of_the_witness() -> None:
    """Fragments for the junction and for the reference, as the result has them."""
    result = of_junction(HALF_SPLIT)
    none = ReferenceReads(0, 0)
    witness = Witness(
        event="E1",
        kind=JunctionKind.DELETION,
        answer=WitnessAnswer.CONFIRMED,
        answer_text=WitnessAnswer.CONFIRMED.text,
        reason=WitnessReason.JUNCTION_SEEN,
        reason_text=WitnessReason.JUNCTION_SEEN.text,
        copies=1,
        quality=60,
        likelihoods=[-9.0, -1.0, -9.0],
        junction=JunctionReads(12, 3, 1, 5, 8, 8, 14, 60.0),
        reference_left=ReferenceReads(15, 2),
        reference_right=none,
        depths=None,
        heterozygous_inside=0,
        breakpoints=None,
        covered_left=1.0,
        covered_right=1.0,
    )
    reads = ReadsAtLocus("a.bam", 1, 2, 900, 1.0, [witness], [], [], [], [])
    (drawn,) = junction_figures(replace(result, reads=reads))
    told = (
        "Confirmed by reads: fragments for the junction 21 (12 split, 3 clipped, 1 with a gap, "
        "5 pairs); for the reference 17 at the left end, 0 at the right end."
    )
    assert told in words(drawn)
    assert described(drawn).startswith(told)
    (whole, *_) = evidence_figures(replace(result, reads=reads))
    (thinned, *_) = evidence_figures(replace(result, reads=replace(reads, share=0.25)))
    assert thinned.caption == f"{whole.caption} Of the fragments a share of 0.25 was looked at."


def test_a_junction_that_no_caller_told_is_drawn_as_proposed() -> None:
    result = of_junction(HALF_SPLIT)
    assert result.pictures is not None
    (picture,) = result.pictures.junctions
    none = ReferenceReads(9, 0)
    proposal = Proposal(
        JunctionKind.DELETION,
        108_050_000,
        108_059_999,
        [3, 4],
        JunctionReads(12, 0, 0, 0, 6, 6, 12, 60.0),
        none,
        none,
        None,
    )
    some = ReadPictures([replace(picture, event="", proposal=0)], [], NO_DEPTH)
    reads = ReadsAtLocus("a.bam", 1, 2, 900, 1.0, [], [proposal], [], [], [])
    (drawn,) = junction_figures(replace(result, pictures=some, reads=reads))
    told = (
        "Proposed by reads, told by no caller: deletion 108,050,000 to 108,059,999; fragments for "
        "the junction 12 (12 split, 0 clipped, 0 with a gap, 0 pairs); for the reference 9 at the "
        "left end, 9 at the right end."
    )
    assert told in words(drawn)
    assert described(drawn).startswith(told)


def test_a_window_without_reads_says_so() -> None:
    (drawn,) = junction_figures(of_junction([]))
    assert words(drawn).count("no read in this window") == 2
    assert "left end at 108,050,000: no read, 0 drawn" in described(drawn)


def test_an_end_outside_the_stretch_that_is_read_is_not_called_empty() -> None:
    result = of_junction(HALF_SPLIT)
    assert result.pictures is not None
    (picture,) = result.pictures.junctions
    far = replace(picture.ends[1], people=[])
    for ends in ([picture.ends[0], far], [far, far]):
        some = ReadPictures([replace(picture, ends=ends)], [], NO_DEPTH)
        (drawn,) = junction_figures(replace(result, pictures=some))
        told = "it lies outside the stretch whose reads are looked at"
        assert words(drawn).count(told) == ends.count(far)
        assert f"The right end: {told}." in described(drawn)
        assert "no read" not in described(drawn)


def test_without_reads_no_read_is_drawn_and_the_page_says_so() -> None:
    assert evidence_figures(small_result(small_event())) == []
    assert NO_READS in render_html(small_result(small_event()))
    assert NOTHING_NAMED in render_html(small_result(pictures=ReadPictures([], [], NO_DEPTH)))


def variant_picture(alt: list[int], ref: list[int]) -> VariantPicture:
    columns = [{"A": 12} for _ in range(41)]
    columns[20] = {"A": 7, "T": 5}
    shown = [
        PiledRead(108_074_596, 108_074_636, "+", 60, {"108074616": "T"}),
        PiledRead(108_074_596, 108_074_630, "-", 10, {}),
    ]
    people = [
        VariantReads(who, who.upper(), 24, ref, alt, 0, columns, columns, shown)  # type: ignore[arg-type]
        for who in ("person", "father")
    ]
    return VariantPicture("E1", 108_074_616, 108_074_596, "A" * 41, people)


def test_a_pile_is_drawn_with_counts_by_strand() -> None:
    result = small_result(
        small_event(), pictures=ReadPictures([], [variant_picture([6, 4], [7, 7])], NO_DEPTH)
    )
    (drawn,) = variant_figures(result)
    told = (
        "fragments with the variant 10 (6 plus, 4 minus), with the reference 14 (7 plus, 7 minus)"
    )
    assert f"person PERSON – {told}" in words(drawn)
    assert f"Father: 24 reads here, 2 drawn; {told}." in described(drawn)
    assert "and 22 more reads, counted above" in words(drawn)
    bars = [e.get("d", "") for e in parsed(drawn).iter("path") if e.get("class") == "read-junction"]
    assert sum(bar.count("M") for bar in bars) == 2 * (2 + 1)  # two people: two strands, one read


def test_a_change_too_long_for_alignments_has_no_counts() -> None:
    picture = variant_picture([], [])
    (drawn,) = variant_figures(
        small_result(small_event(), pictures=ReadPictures([], [picture], NO_DEPTH))
    )
    assert "24 reads; the change is too long to be told by alignments" in described(drawn)


def test_drawings_of_reads_stay_below_60_kb_and_inert() -> None:
    """60 reads of three people at both ends, the longest texts, hostile names."""
    crowd = [
        ShownRead(
            108_049_751 + 3 * i, 108_049_851 + 3 * i, "-", i, 40, 50,
            [[108_049_800, 108_049_830]], list(ReadShows)[i % 6],
        )
        for i in range(60)
    ]  # fmt: skip
    result = of_junction(crowd, "mother", "father", more=900_000)
    poisoned = with_texts(result, lambda name, text: HOSTILE if name == "sample" else text)
    event = replace(small_event(), hgvs=replace(small_event().hgvs, c=HOSTILE))
    (drawn,) = junction_figures(replace(poisoned, events=[event]))
    assert len(drawn.encode()) < 60_000
    many = replace(
        variant_picture([6, 4], [7, 7]),
        people=[
            VariantReads(
                who, HOSTILE, 900, [400, 9], [3, 4], 5,
                [dict.fromkeys("+-ACGT", 30)] * 41, [dict.fromkeys("+-ACGT", 30)] * 41,
                [PiledRead(108_074_596, 108_074_636, "-", 60,
                           {str(p): "T" for p in range(108_074_596, 108_074_637)})] * 20,
            )
            for who in ("person", "mother", "father")
        ],
    )  # fmt: skip
    (pile,) = variant_figures(small_result(event, pictures=ReadPictures([], [many], NO_DEPTH)))
    assert len(pile.encode()) < 60_000
    for svg in (drawn, pile):
        assert {e.tag for e in parsed(svg).iter()} <= {
            "svg", "title", "desc", "defs", "pattern", "line", "rect", "circle", "path", "text",
        }  # fmt: skip


def with_depth(
    ratios: list[float | None], depth: DepthPicture | None, *support: StructuralSupport
) -> Result:
    """A deletion that records tell of, exons with ratios to two copies, and reads."""
    result = small_result()
    exons = [
        replace(
            exon,
            copy_ratio=None
            if ratio is None
            else CopyRatio(
                ratio, 0.05, round(2 * ratio), False, 0.9, DepthBasis.REFERENCES, 20, ""
            ),
        )
        for exon, ratio in zip(result.callability.exons, ratios, strict=True)
    ]
    event = small_event(id="D", kind=EventKind.DELETION, ref="", alt="<DEL>")
    evidence = replace(event.evidence, structural_support=list(support))
    return replace(
        result,
        events=[replace(event, evidence=evidence)],
        callability=CallableExons(exons),
        pictures=ReadPictures([], [], depth) if depth else None,
    )


HETEROZYGOUS_LOSS = [1.0, 0.5, 0.5, 0.48, 0.52, 1.02]
MANTA = StructuralSupport(
    "f1.r1", Caller.MANTA, Claim.JUNCTION, [], Zygosity.HETEROZYGOUS, None, 108_047_047, 108_066_099
)


def test_depth_over_the_gene_in_copies_with_each_callers_interval_above() -> None:
    """The window is the gene and 20 kb on each side on 840 units; two copies stand at half of 4."""
    gene = gene_model(Assembly.GRCH38)
    window = (gene.locus_start, gene.locus_end)
    depth = DepthPicture(*window, [30.0] * 200, 30.0)
    other = replace(MANTA, caller=Caller.CNVNATOR, start=1_000_000, end=108_060_000)
    drawn = gene_depth_figure(with_depth(HETEROZYGOUS_LOSS, depth, MANTA, other))
    said = words(drawn)
    assert "Manta: deletion, heterozygous" in said
    assert "CNVnator: deletion, heterozygous" in said
    bars = [e for e in parsed(drawn).iter("line") if e.get("class") == "caller"]
    flat = [e for e in bars if e.get("y1") == e.get("y2")]
    share = 840 / (window[1] - window[0] + 1)
    length = float(flat[0].get("x2", "")) - float(flat[0].get("x1", ""))
    assert length == pytest.approx(share * 19_053, abs=0.11)
    assert len(bars) - len(flat) == 3  # two ends, and one: the other lies beyond the window
    points = [e.get("class") for e in parsed(drawn).iter("circle")]
    assert points == ["point", *["loss-point"] * 4, "point"]
    told = described(drawn)
    assert "Manta: deletion, heterozygous, 108,047,047 to 108,066,099." in told
    assert "exon 2 1.00 (1)" in told
    assert "Mean depth over the window: 30.0 reads; two copies give 30." in told
    area = next(e.get("d", "") for e in parsed(drawn).iter("path") if e.get("class") == "spread")
    heights = set(re.findall(r"V([0-9.]+)h", area))
    guides = [
        float(e.get("y1", "")) for e in parsed(drawn).iter("line") if e.get("class") == "guide"
    ]
    assert [float(h) for h in heights] == [guides[2]]


def test_no_copies_are_drawn_where_the_depth_tells_none() -> None:
    depth = DepthPicture(1, 2, [30.0] * 200, None)
    drawn = gene_depth_figure(with_depth([None] * 6, depth))
    assert "no copies are told by depth" in words(drawn)
    assert not [e for e in parsed(drawn).iter() if e.get("class") in {"spread", "guide"}]
    assert gene_depth_figure(with_depth([None] * 6, None)) == ""
    assert gene_depth_figure(with_depth([None] * 6, None, MANTA)) == ""


def test_many_records_leave_the_drawing_small() -> None:
    depth = DepthPicture(1, 2, [1_234.5] * 200, 30.0)
    drawn = gene_depth_figure(with_depth(HETEROZYGOUS_LOSS, depth, *[MANTA] * 500))
    assert "and 488 more records" in words(drawn)
    assert len(drawn.encode()) < 60_000


DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"


@pytest.mark.parametrize(
    ("files", "bam"),
    [
        (("hom_deletion.sv.vcf",), "hom_deletion.bam"),
        (("hemizygous.vcf", "hemizygous.sv.vcf"), "hemizygous.bam"),
    ],
)
def test_pictures_of_the_demo_count_what_the_witnesses_count(
    files: tuple[str, ...], bam: str
) -> None:
    """Split reads at an end are those of the witness; the drawings need nothing but the JSON."""
    inputs = read_inputs([DEMO / name for name in files], coverage=[DEMO / bam])
    result = result_of(inputs, bam.removesuffix(".bam"), Options())
    again = result_from_json(json_text(document_of(result)))
    figures = evidence_figures(result)
    assert [f.drawing for f in figures] == [f.drawing for f in evidence_figures(again)]
    assert result.pictures is not None
    assert result.reads is not None
    (picture,) = result.pictures.junctions
    (place,) = [e.location for e in result.events if e.id == picture.event]
    reads = LocusReads(DEMO / bam, result.sample, result.assembly).fetched
    bounds = Interval(*place.outer), Interval(*place.inner)
    witness = junction_witness(reads, JunctionKind.DELETION, *bounds)
    for end in picture.ends:
        assert 0 < end.people[0].counts[ReadShows.SPLIT] <= witness.counts.split
        assert 0 < end.people[0].counts[ReadShows.PAIR] <= witness.counts.pairs
    for variant in result.pictures.variants:
        (told,) = [v for v in result.reads.variants if v.event == variant.event]
        assert variant.people[0].alt == [told.alt.forward, told.alt.reverse]
        assert variant.people[0].ref == [told.ref.forward, told.ref.reverse]
    page = render_html(result)
    for figure in figures:
        assert len(figure.drawing.encode()) < 60_000
        assert figure.drawing in page
