"""Two losses side by side: one from each parent, or one from one of them.

Expected values: in copy numbers a loss of exons 2 and 3 and one of exons 4 and 5 on the other copy
look like one loss of exons 2 to 5; only the parents tell them apart (clinical rules
2.3: genotypes of both parents prove the phase; Z19: intervals of one copy number are one event).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.depth_files import panel, per_base
from tests.judged import judged
from tests.test_structural import GCNV
from tests.vcf_builder import EXON, Vcf

PED = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
LOST = (2, 3, 4, 5)
PARENTS = [
    # what the mother and the father have lost, the events of the child, and the state
    ((4, 5), (2, 3), [[4, 5], [2, 3]], "BIALLELIC_COMPHET_TRANS"),
    ((2, 3, 4, 5), (), [[2, 3, 4, 5]], "MONOALLELIC_PLUS_GAP"),
    ((), (), [[2, 3, 4, 5]], "MONOALLELIC_PLUS_GAP"),
]


def cell(exon: int, lost: tuple[int, ...]) -> str:
    """Genotype and copies of a person who has lost one copy of some exons."""
    return "1:1" if exon in lost else "0:2"


@pytest.mark.parametrize(("mother", "father", "events", "state"), PARENTS)
def test_intervals_by_a_caller(
    tmp_path: Path,
    assembly: Assembly,
    mother: tuple[int, ...],
    father: tuple[int, ...],
    events: list[list[int]],
    state: str,
) -> None:
    vcf = Vcf(assembly=assembly, extra_header=GCNV, samples=("P1", "MUM", "DAD"))
    for number in (6, 5, 4, 3, 2, 1):
        exon = EXON[number]
        cells = (cell(number, lost) for lost in (LOST, mother, father))
        info = f"END={vcf.at(exon.end + 50)}"
        vcf.add((exon.start - 50, "N", "<DEL>,<DUP>"), *cells, fmt="GT:CN", info=info)
    document = judged(tmp_path, vcf, ped=PED)
    assert [e["exons"] for e in document["events"]] == events
    assert document["verdict"]["state"] == state


@pytest.mark.parametrize(("mother", "father", "events"), [parents[:3] for parents in PARENTS])
def test_exons_by_depth(
    tmp_path: Path,
    mother: tuple[int, ...],
    father: tuple[int, ...],
    events: list[list[int]],
) -> None:
    """Depth has no genotypes: two losses are told, and not on which copies (PARENTS, rules 2.3)."""
    vcf = Vcf(samples=("P1", "MUM", "DAD"))
    ped = tmp_path / "f.ped"
    ped.write_text(PED)
    people = {"P1": LOST, "MUM": mother, "DAD": father}
    inputs = read_inputs(
        [vcf.write(tmp_path / "a.vcf")],
        pedigree=read_pedigree(ped),
        coverage=[
            per_base(tmp_path / f"{name}.per-base.bed", dict.fromkeys(lost, 0.5))
            for name, lost in people.items()
        ],
        depth_reference=[panel(tmp_path / "panel.tsv", noise=0.03)],
    )
    document = document_of(result_of(inputs, "P1", Options()))
    assert [e["exons"] for e in document["events"]] == events
    two = len(events) == 2
    assert document["verdict"]["state"] == ("POSSIBLE_COMPHET_UNPHASED" if two else "MONOALLELIC")
