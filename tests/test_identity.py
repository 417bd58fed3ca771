"""Whose column it is: never guessed, always shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.batch import run_batch
from osteo_annot.cli.check import run_check
from osteo_annot.errors import RefusedError
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.sheet import read_sheet
from tests.knowledge import SourceVcf
from tests.vcf_builder import EXON, FRAMESHIFT, NONSENSE, Vcf

OSTEOPETROSIS = "HP:0011002"


def vcf(folder: Path, *samples: str, name: str = "a.vcf") -> Path:
    return Vcf(samples).add(NONSENSE, *("1/1" for _ in samples)).write(folder / name)


def sheet(folder: Path, *lines: str, columns: str = "sample\tfiles\tvcf_sample") -> Path:
    path = folder / "samples.tsv"
    path.write_text("\n".join((columns, *lines)) + "\n")
    return path


def refusals(path: Path) -> list[str]:
    try:
        return [fault.line() for fault in run_check(path)[1]]
    except RefusedError as error:
        return [fault.line() for fault in error.faults]


def test_the_only_column_of_another_name_is_refused(tmp_path: Path) -> None:
    file = vcf(tmp_path, "S7")
    (line,) = refusals(sheet(tmp_path, f"P1\t{file}\t"))
    assert line.startswith("SAMPLE_NOT_IN_FILE")
    assert "S7" in line
    assert "vcf_sample" in line
    table = tmp_path / "t.tsv"
    (row,) = run_batch(tmp_path / "samples.tsv", tmp_path / "out", table)
    assert row["refusal"].startswith("SAMPLE_NOT_IN_FILE")


def test_the_sheet_may_say_whose_column_it_is_and_the_result_shows_it(tmp_path: Path) -> None:
    file = vcf(tmp_path, "S7")
    path = sheet(tmp_path, f"P1\t{file}\tS7")
    assert refusals(path) == []
    run_batch(path, tmp_path / "out", tmp_path / "t.tsv")
    document = json.loads((tmp_path / "out" / "P1.json").read_text())
    assert document["sample"] == "P1"
    first = document["provenance"]["inputs"][0]
    assert (first["name"], first["column"]) == ("a.vcf", "S7")
    assert "S7" in (tmp_path / "out" / "P1.html").read_text()


def test_a_column_of_another_line_is_refused(tmp_path: Path) -> None:
    file = vcf(tmp_path, "P1", "P2")
    for lines in (
        (f"P1\t{file}\tP2", f"P2\t{file}\t"),
        (f"P1\t{file}\t", f"X\t{file}\tP1"),
        (f"X\t{file}\tP1", f"Y\t{file}\tP1"),
    ):
        with pytest.raises(RefusedError) as caught:
            read_sheet(sheet(tmp_path, *lines))
        assert {f.code.value for f in caught.value.faults} == {"SHEET_INVALID"}
        assert "is the person of line" in caught.value.faults[0].what


def test_one_name_of_the_column_in_files_of_their_own_is_no_clash(tmp_path: Path) -> None:
    files = [vcf(tmp_path, "SAMPLE", name=f"{n}.vcf") for n in "ab"]
    path = sheet(tmp_path, f"P1\t{files[0]}\tSAMPLE", f"P2\t{files[1]}\tSAMPLE")
    assert refusals(path) == []


# --- phenopackets


def packet(folder: Path, subject: str = "", **rest: Any) -> Path:
    content = {"phenotypicFeatures": [{"type": {"id": OSTEOPETROSIS, "label": "x"}}], **rest}
    if subject:
        content["subject"] = {"id": subject}
    path = folder / "packet.json"
    path.write_text(json.dumps({"id": "p", **content}))
    return path


@pytest.mark.parametrize(
    ("subject", "rest", "refused"),
    [
        ("P1", {}, False),
        ("", {}, False),
        ("OTHER", {}, True),
        ("OTHER", {"biosamples": [{"id": "P1"}]}, False),
        ("p1", {}, True),
    ],
)
def test_a_phenopacket_of_another_person_is_refused(
    tmp_path: Path, subject: str, rest: dict[str, Any], refused: bool
) -> None:
    file = packet(tmp_path, subject, **rest)
    rows, faults = run_annotate([vcf(tmp_path, "P1")], tmp_path / "out", phenopacket=file)
    assert [fault.code.value for fault in faults] == ["PHENOPACKET_INVALID"] * refused
    assert len(rows) == 1 - refused


@pytest.mark.parametrize(
    ("gene", "status", "counts"),
    [
        ("", "", True),
        ("OSTM1", "CAUSATIVE", True),
        ("CLCN7", "CAUSATIVE", False),
        ("CLCN7", "CANDIDATE", True),
    ],
)
def test_another_causative_gene_gives_no_pm3(
    tmp_path: Path, gene: str, status: str, counts: bool
) -> None:
    diagnosis = {
        "disease": {"id": "OMIM:1", "label": "x"},
        "genomicInterpretations": [
            {
                "subjectOrBiosampleId": "P1",
                "interpretationStatus": status,
                "variantInterpretation": {
                    "variationDescriptor": {"id": "v", "geneContext": {"symbol": gene}}
                },
            }
        ],
    }
    rest = {"interpretations": [{"id": "i", "diagnosis": diagnosis}]} if gene else {}
    file = packet(tmp_path, "P1", **rest)
    pair = Vcf().add(NONSENSE, "1|0:30:99:7", fmt="GT:DP:GQ:PS")
    pair.add(FRAMESHIFT, "0|1:30:99:7", fmt="GT:DP:GQ:PS")
    known = KnowledgeFiles(gnomad=(SourceVcf().seen().write(tmp_path / "gnomad.vcf"),))
    out = tmp_path / "out"
    path = pair.write(tmp_path / "pair.vcf")
    run_annotate([path], out, phenopacket=file, knowledge=known, formats=["json"])
    document = json.loads((out / "P1.json").read_text())
    notes = [note["code"] for note in document["input_notes"]]
    assert ("OTHER_GENE_CAUSATIVE" in notes) is not counts
    met = [
        [c["code"] for c in event["classification"]["criteria"] if c["status"] == "met"]
        for event in document["events"]
    ]
    assert ["PM3" in codes for codes in met] == [counts, counts]
    # The findings are still shown as findings.
    assert document["hpo"]


@pytest.mark.parametrize(
    ("progress", "disease", "gene", "counts"),
    [
        ("SOLVED", "OMIM:259700", "", False),
        ("SOLVED", "OMIM:259720", "", True),
        ("SOLVED", "MONDO:0019026", "", True),
        ("IN_PROGRESS", "OMIM:259700", "", True),
        ("SOLVED", "OMIM:259700", "OSTM1", True),
        ("SOLVED", "OMIM:259720", "TCIRG1", False),
    ],
)
def test_another_solved_diagnosis_gives_no_pm3_also_to_the_affected(
    tmp_path: Path, progress: str, disease: str, gene: str, counts: bool
) -> None:
    """That the pedigree calls the person affected says nothing of this gene either.

    MONDO:0019026 is autosomal recessive osteopetrosis, a parent of the disease.
    """
    descriptor = {"variationDescriptor": {"id": "v", "geneContext": {"symbol": gene}}}
    one = {"interpretationStatus": "CAUSATIVE", "variantInterpretation": descriptor}
    diagnosis = {"disease": {"id": disease, "label": "x"}}
    diagnosis |= {"genomicInterpretations": [one]} if gene else {}
    case = {"id": "i", "progressStatus": progress, "diagnosis": diagnosis}
    file = packet(tmp_path, "P1", interpretations=[case])
    pair = Vcf().add(NONSENSE, "1|0:30:99:7", fmt="GT:DP:GQ:PS")
    pair.add(FRAMESHIFT, "0|1:30:99:7", fmt="GT:DP:GQ:PS")
    known = KnowledgeFiles(gnomad=(SourceVcf().seen().write(tmp_path / "gnomad.vcf"),))
    ped = tmp_path / "f.ped"
    ped.write_text("F\tP1\t0\t0\t1\t2\n")
    path, out = pair.write(tmp_path / "pair.vcf"), tmp_path / "out"
    run_annotate([path], out, ped=ped, phenopacket=file, knowledge=known, formats=["json"])
    told = json.loads((out / "P1.json").read_text())
    assert any(n["code"] == "OTHER_GENE_CAUSATIVE" for n in told["input_notes"]) is not counts
    met = [
        any(c["code"] == "PM3" and c["status"] == "met" for c in e["classification"]["criteria"])
        for e in told["events"]
    ]
    assert met == [counts, counts]


# --- coverage


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("P1.per-base.bed", False),
        ("P1_genome.per-base.bed", False),
        ("P2.per-base.bed", True),
        ("targets.bed", False),
    ],
)
def test_depth_named_after_another_sample_is_told(tmp_path: Path, name: str, told: bool) -> None:
    file = tmp_path / name
    depth = "" if name == "targets.bed" else "\t30"
    places = ((EXON[n].start - 60, EXON[n].end + 60) for n in range(6, 0, -1))
    file.write_text("".join(f"chr6\t{a}\t{b}{depth}\n" for a, b in places))
    inputs = read_inputs([vcf(tmp_path, "P1")], coverage=[file])
    notes = [note.code.value for note in inputs.notes]
    assert ("COVERAGE_OF_ANOTHER_NAME" in notes) is told
