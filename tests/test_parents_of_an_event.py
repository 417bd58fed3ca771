"""Parents are asked about the event, not about a spelling: "this, and just not this".

Clinical rules 2.3 (T3), Z13, Z26; no parent lacks what nobody looked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import EXON, FRAMESHIFT, GVCF_HEADER, NONSENSE, SV_HEADER, Vcf

FAMILY = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
TRIO = ("P1", "DAD", "MUM")
CALL = "GT:AD:DP:GQ"
HET, HOM, REF = "0/1:15,15:30:99", "1/1:0,30:30:99", "0/0:30,0:30:99"
BLOCK = "0/0:30:99:25"
RIGHT = (108_064_287, "TCT", "T")
"""FRAMESHIFT, aligned to the right."""
PARTLY = (108_064_285, "ACTCT", "ACT")
"""The same with more bases than needed."""


def judged(tmp_path: Path, *vcfs: Vcf) -> dict[str, Any]:
    (tmp_path / "f.ped").write_text(FAMILY)
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    inputs = read_inputs(paths, pedigree=read_pedigree(tmp_path / "f.ped"))
    return document_of(result_of(inputs, "P1", Options()))


def verdict(document: dict[str, Any]) -> tuple[str, str]:
    return document["verdict"]["state"], document["verdict"]["confidence"]


def carried(document: dict[str, Any], role: str, event: int = 0) -> int | None:
    name = document["events"][event]["id"]
    return next(m["carries"][name] for m in document["family"] if m["role"] == role)


def trio(assembly: Assembly, variant: tuple[int, str, str], *cells: str) -> Vcf:
    return Vcf(samples=TRIO, assembly=assembly).add(variant, *cells, fmt=CALL)


def lone(assembly: Assembly, sample: str, blocks: bool = True) -> Vcf:
    vcf = Vcf(samples=(sample,), assembly=assembly, extra_header=GVCF_HEADER)
    return vcf.reference_blocks(BLOCK) if blocks else vcf


@pytest.mark.parametrize(
    ("variant", "alt"),
    [(FRAMESHIFT, ""), (RIGHT, ""), (PARTLY, ""), (FRAMESHIFT, ",<NON_REF>")],
)
def test_a_parent_carries_the_allele_in_any_spelling(
    tmp_path: Path, assembly: Assembly, variant: tuple[int, str, str], alt: str
) -> None:
    child = lone(assembly, "P1", blocks=False).add(FRAMESHIFT, HOM, fmt=CALL)
    position, ref, own = variant
    cell = HET.replace("15,15", "15,15,0") if alt else HET
    parents = [
        lone(assembly, name, blocks=False).add((position, ref, own + alt), cell, fmt=CALL)
        for name in ("DAD", "MUM")
    ]
    document = judged(tmp_path, child, *parents)
    assert verdict(document) == ("BIALLELIC_HOM_SMALL", "high")


def test_a_block_beside_another_spelling_is_no_proof(tmp_path: Path, assembly: Assembly) -> None:
    child = lone(assembly, "P1", blocks=False).add(FRAMESHIFT, HET, fmt=CALL)
    end = Vcf(assembly=assembly).at(FRAMESHIFT[0] + 2)
    short = (FRAMESHIFT[0] - 50, "N", "<NON_REF>")
    mother = lone(assembly, "MUM", blocks=False)
    mother.add(short, BLOCK, fmt="GT:DP:GQ:MIN_DP", info=f"END={end}")
    assert carried(judged(tmp_path, child, mother), "mother") is None  # the repeat goes on
    whole = lone(assembly, "MUM")
    assert carried(judged(tmp_path, child, whole), "mother") == 0


@pytest.mark.parametrize(
    ("cell", "copies"),
    [
        ("0/1:15,15:30:99", 1),
        ("0/1:0,1:1:1", None),  # a carrying call needs reads like a reference call
        ("0/1:15,15:30:9", None),
        ("1/1:0,30:30:99", 2),
        ("1/1:15,15:30:99", None),  # contradicted by its reads
        ("0/1:44,5:49:60", None),  # mosaic or artefact
        ("0/0:44,5:49:60", None),
        ("0/0:18,20:38:50", None),
        ("0/0:30,0:30:99", 0),
        ("0/0:30,0:30:9", None),
        ("0/0:.:.:.", None),  # filled in by a merging tool, not called
        ("0/0", None),  # the same without the empty fields at the end
        ("./.:0,0:0:0", None),
        ("0:30,0:30:99", None),
        ("./1:15,15:30:99", None),
    ],
)
def test_what_a_parents_call_is_worth(
    tmp_path: Path, assembly: Assembly, cell: str, copies: int | None
) -> None:
    document = judged(tmp_path, trio(assembly, NONSENSE, HET, cell, REF))
    assert carried(document, "father") == copies


@pytest.mark.parametrize(("cell", "copies"), [("0/1:15,15,0", 1), ("0/2:15,0,15", 0)])
def test_the_other_allele_of_the_record_is_not_the_childs(
    tmp_path: Path, assembly: Assembly, cell: str, copies: int
) -> None:
    vcf = Vcf(samples=TRIO, assembly=assembly)
    child, rest = "0/1:15,15,0:30:99", ":30:99"
    vcf.add((NONSENSE[0], "A", "T,C"), child, cell + rest, "0/0:30,0,0:30:99", fmt=CALL)
    assert carried(judged(tmp_path, vcf), "father") == copies
    symbols = Vcf(samples=TRIO, assembly=assembly, extra_header=SV_HEADER)
    end = symbols.at(EXON[3].end + 200)
    place = (EXON[3].start - 201, "N", "<DEL>,<DUP>")
    info = f"SVTYPE=DEL;END={end}"
    carrier = cell[:3]
    symbols.add(place, "0/1:60", f"{carrier}:60", "0/0:60", fmt="GT:GQ", info=info)
    assert carried(judged(tmp_path, symbols), "father") == copies


@pytest.mark.parametrize(
    ("father", "mother", "expected"),
    [
        (HET, HET, ("BIALLELIC_HOM_SMALL", "high")),
        ("0/1:.:.:.", HET, ("BIALLELIC_HOM_SMALL", "moderate")),
        ("0/1:.:.:99", HET, ("BIALLELIC_HOM_SMALL", "moderate")),
        ("0/1:0,1:1:1", HET, ("APPARENT_HOM", "moderate")),
        ("0/0:40,6:46:50", HET, ("APPARENT_HOM", "low")),
    ],
)
def test_less_information_makes_no_answer_more_certain(
    tmp_path: Path, assembly: Assembly, father: str, mother: str, expected: tuple[str, str]
) -> None:
    document = judged(tmp_path, trio(assembly, NONSENSE, HOM, father, mother))
    assert verdict(document) == expected


def test_mosaic_parent_is_named_and_proves_no_phase(tmp_path: Path, assembly: Assembly) -> None:
    vcf = trio(assembly, NONSENSE, HET, "0/0:44,5:49:60", HET).add(
        FRAMESHIFT, HET, HET, REF, fmt=CALL
    )
    document = judged(tmp_path, vcf)
    assert document["verdict"]["state"] == "POSSIBLE_COMPHET_UNPHASED"
    assert "PARENT_MAY_BE_MOSAIC" in {c["code"] for c in document["verdict"]["contradictions"]}
    said = [s["text"] for s in document["family_statements"]]
    assert any("5 of 49 reads" in text and "mosaic" in text for text in said)
    assert not any("does not carry c.36T>A" in text for text in said)


@pytest.mark.parametrize(
    ("fmt", "het", "ref", "few"),
    [
        ("GT:NR:NV:GQ", "0/1:40:20:99", "0/0:40:0:99", "0/0:40:6:99"),  # Platypus
        ("GT:RO:AO:DP:GQ", "0/1:20:20:40:99", "0/0:40:0:40:99", "0/0:34:6:40:99"),  # freebayes
        ("GT:DP:VAF:GQ", "0/1:40:0.5:99", "0/0:40:0:99", "0/0:40:0.15:99"),  # DeepVariant
        ("GT:DP4:DP:GQ", "0/1:9,11,9,11:40:99", "0/0:20,20,0,0:40:99", "0/0:17,17,3,3:40:99"),
        ("GT:LAA:LAD:DP:GQ", "0/1:1:20,20:40:99", "0/0:1:40,0:40:99", "0/0:1:34,6:40:99"),
    ],
)
def test_reads_of_a_parent_in_the_words_of_callers(
    tmp_path: Path, assembly: Assembly, fmt: str, het: str, ref: str, few: str
) -> None:
    """Earned claims 5: `0/0` with reads of the allele is no parent who lacks it."""

    def states(father: str) -> tuple[str, bool]:
        vcf = Vcf(samples=TRIO, assembly=assembly)
        vcf.add(NONSENSE, het, het, ref, fmt=fmt).add(FRAMESHIFT, het, father, het, fmt=fmt)
        found = judged(tmp_path, vcf)["verdict"]
        mosaic = any(c["code"] == "PARENT_MAY_BE_MOSAIC" for c in found["contradictions"])
        return found["state"], mosaic

    assert states(ref) == ("BIALLELIC_COMPHET_TRANS", False)
    assert states(few) == ("POSSIBLE_COMPHET_UNPHASED", True)


def test_small_variant_blocks_say_nothing_of_a_structural_event(
    tmp_path: Path, assembly: Assembly
) -> None:
    child = Vcf(samples=("P1",), assembly=assembly, extra_header=SV_HEADER)
    child.exons(3, 3, "0/1:30", fmt="GT:GQ")
    father = Vcf(samples=("DAD",), assembly=assembly, extra_header=SV_HEADER)
    father.exons(3, 3, "0/1:30", fmt="GT:GQ")
    document = judged(tmp_path, child, father, lone(assembly, "MUM"))
    assert carried(document, "father") == 1
    assert carried(document, "mother") is None


@pytest.mark.parametrize(
    ("alt", "kind"), [("<DUP:TANDEM>", "DUP"), ("<INV>", "INV"), ("<DEL>", "DEL")]
)
@pytest.mark.parametrize(("quality", "copies"), [("60", 0), ("9", None), (".", 0)])
def test_reference_of_a_structural_event_in_the_joint_record(
    tmp_path: Path, assembly: Assembly, alt: str, kind: str, quality: str, copies: int | None
) -> None:
    vcf = Vcf(samples=TRIO, assembly=assembly, extra_header=SV_HEADER)
    info = f"SVTYPE={kind};END={vcf.at(EXON[2].end + 300)}"
    cells = ("0/1:60:20,15", "0/1:60:20,15", f"0/0:{quality}:30,0")
    vcf.add((EXON[2].start - 301, "N", alt), *cells, fmt="GT:GQ:SR", info=info)
    document = judged(tmp_path, vcf)
    assert carried(document, "father") == 1
    assert carried(document, "mother") == copies


@pytest.mark.parametrize(
    ("cell", "copies"), [("./1:3", 1), ("0/1:3", 1), ("0/0:2", 0), ("./.:2", 0), ("./.:.", None)]
)
def test_copy_number_tells_whether_a_parent_carries_a_gain(
    tmp_path: Path, assembly: Assembly, cell: str, copies: int | None
) -> None:
    header = (*SV_HEADER, "##source=DRAGEN_CNV")
    vcf = Vcf(samples=TRIO, assembly=assembly, extra_header=header)
    info = f"SVTYPE=CNV;END={vcf.at(EXON[2].end + 300)}"
    vcf.add((EXON[2].start - 301, "N", "<DUP>"), "./1:3", cell, "0/0:2", fmt="GT:CN", info=info)
    assert carried(judged(tmp_path, vcf), "father") == copies


def test_deletion_in_bases_and_as_symbol_is_one_event(tmp_path: Path, assembly: Assembly) -> None:
    start, end = EXON[3].start + 5, EXON[3].start + 74
    child = Vcf(samples=("P1",), assembly=assembly, extra_header=SV_HEADER)
    child.deletion(start, end, "0/1:60", fmt="GT:GQ")
    mother = Vcf(samples=("MUM",), assembly=assembly)
    bases = "N" * (end - start + 2)
    mother.add((start - 1, bases, "N"), "0/1:60:30", fmt="GT:GQ:DP", info="SVTYPE=DEL")
    assert carried(judged(tmp_path, child, mother), "mother") == 1


def test_overlapping_other_deletion_of_a_parent_is_not_the_childs(
    tmp_path: Path, assembly: Assembly
) -> None:
    child = Vcf(samples=("P1",), assembly=assembly, extra_header=SV_HEADER)
    child.exons(3, 3, "0/1:60", fmt="GT:GQ")
    mother = Vcf(samples=("MUM",), assembly=assembly, extra_header=SV_HEADER)
    mother.exons(2, 3, "0/1:60", fmt="GT:GQ")
    assert carried(judged(tmp_path, child, mother), "mother") is None


def advised(document: dict[str, Any]) -> set[str]:
    return {t["code"] for t in document["verdict"]["next_tests"]}


@pytest.mark.parametrize(
    ("father", "mother", "parents", "disomy"),
    [
        (HET, HET, False, False),
        (REF, HET, False, False),  # APPARENT_HOM asks for the exons, not for disomy
        ("./.:0,0:0:0", HET, True, False),
    ],
)
def test_what_was_done_is_not_advised_again(
    tmp_path: Path, assembly: Assembly, father: str, mother: str, parents: bool, disomy: bool
) -> None:
    document = judged(tmp_path, trio(assembly, NONSENSE, HOM, father, mother))
    assert ("TEST_PARENTS" in advised(document)) is parents
    assert ("EXCLUDE_UPD" in advised(document)) is disomy


def test_homozygous_deletion_of_a_child_whose_parent_lacks_it(
    tmp_path: Path, assembly: Assembly
) -> None:
    vcf = Vcf(samples=TRIO, assembly=assembly, extra_header=SV_HEADER)
    vcf.exons(3, 3, "1/1:60", "0/0:60", "0/1:60", fmt="GT:GQ")
    document = judged(tmp_path, vcf)
    (text,) = (
        c["text"]
        for c in document["verdict"]["contradictions"]
        if c["code"] == "PARENT_WITHOUT_ALLELE"
    )
    assert "inherited from the father" not in text
    assert "TEST_PARENTS" not in advised(document)
    assert "EXCLUDE_UPD" in advised(document)
