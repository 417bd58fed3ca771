"""Small, complete results for tests: a person with one homozygous stop, and the changes to it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from osteo_annot.report.result import (
    Arrangements,
    Callability,
    ClassificationResult,
    Copy,
    Criterion,
    Event,
    ExonCallability,
    HgvsNames,
    InputFile,
    LedgerEntry,
    Location,
    Outcome,
    Phase,
    Provenance,
    Pvs1,
    Result,
    Statement,
    Verdict,
)

SCHEME = "ACMG/AMP 2015 by points (Tavtigian 2020)"

INTACT = Outcome(
    effect="intact",
    effect_text="Normal protein expected.",
    protein="p.(=)",
    ptc_codon=None,
    nmd=None,
    exons_lost=[],
    residues_lost=0,
    null=False,
)
STOP_12 = Outcome(
    effect="truncated_nmd",
    effect_text="Premature stop; the mRNA is expected to be degraded (NMD).",
    protein="p.(Cys12Ter)",
    ptc_codon=12,
    nmd=True,
    exons_lost=[],
    residues_lost=323,
    null=True,
)
EXONS_2_5_LOST = Outcome(
    effect="truncated_escapes_nmd",
    effect_text="Premature stop that escapes NMD; shortened protein expected.",
    protein="p.?",
    ptc_codon=147,
    nmd=False,
    exons_lost=[2, 3, 4, 5],
    residues_lost=200,
    null=True,
)


def event(**changes: Any) -> Event:
    """c.36T>A (ClinVar 2944), homozygous, unless changed."""
    plain = Event(
        id="E1",
        kind="small_variant",
        location=Location(108074616, 108074616, [108074616, 108074616], [108074616, 108074616]),
        ref="A",
        alt="T",
        hgvs=HgvsNames(
            g="NC_000006.12:g.108074616A>T",
            c="c.36T>A",
            p="p.(Cys12Ter)",
            transcript="NM_014028.4:c.36T>A",
            genome="NC_000006.12",
            note="",
        ),
        consequences=["stop_gained"],
        exons=[1],
        zygosity="apparent_homozygous",
        zygosity_text="apparently homozygous (a deletion on one copy not excluded)",
        tier="A",
        phase=Phase([1, 2], "homozygous", "both copies carry it"),
        filters=[],
        evidence={
            "published": [
                {
                    "hgvs_c": "c.36T>A",
                    "reference": "PMID 16813530",
                    "status": "SECONDARY (abstract)",
                }
            ],
            "depths": ["0/31"],
            "neighbours": [],
        },
        pvs1=Pvs1("very_strong", "NF1", "Premature stop with NMD.", ["START_PROXIMAL"]),
        classification=ClassificationResult(
            class_="LP",
            points=8,
            criteria=[Criterion("PVS1", "very_strong", 8, "Premature stop with NMD.", "NF1")],
            not_assessed=["PM2: no population frequencies were given"],
            scheme=SCHEME,
        ),
        observations=["F1:1"],
    )
    return replace(plain, **changes)


def deletion(**changes: Any) -> Event:
    """A symbolic deletion of exons 2 to 5, heterozygous, unless changed."""
    plain = event(
        id="DEL1",
        kind="deletion",
        location=Location(108049000, 108064400, [108049000, 108064400], [108048900, 108064500]),
        ref="",
        alt="<DEL>",
        hgvs=HgvsNames(
            g="NC_000006.12:g.(108048900_108049000)_(108064400_108064500)del",
            c="c.(402+1_403-1)_(949+1_950-1)del",
            p="p.?",
            transcript="NM_014028.4:c.(402+1_403-1)_(949+1_950-1)del",
            genome="NC_000006.12",
            note="",
        ),
        consequences=["exon_loss_variant"],
        exons=[2, 3, 4, 5],
        zygosity="heterozygous",
        zygosity_text="heterozygous",
        phase=Phase([], "unknown", ""),
        evidence={"exon_effects": {"2": "whole", "3": "whole", "4": "whole", "5": "whole"}},
    )
    return replace(plain, **changes)


def entry(number: int = 1, **changes: Any) -> LedgerEntry:
    """The ledger entry of c.36T>A, unless changed."""
    plain = LedgerEntry(
        id=f"F1:{number}",
        file="person.vcf.gz",
        line=number,
        contig="chr6",
        position=108074615 + number,
        ref="A",
        alt="T",
        filter="PASS",
        genotype="1/1",
        disposition="used",
        reason="SUPPORTS_EVENT",
        text="Supports an event.",
        event="E1",
    )
    return replace(plain, **changes)


def exon_answers(
    small: str = "callable", deletions: str = "unknown", source: str = "reference blocks of a gVCF"
) -> Callability:
    """The same answer for all six exons."""
    return Callability(
        [
            ExonCallability(
                number,
                small_variants=small,  # type: ignore[arg-type]
                deletions=deletions,  # type: ignore[arg-type]
                homozygous_loss_excluded=small == "callable",
                source=source,
            )
            for number in range(1, 7)
        ]
    )


def verdict(**changes: Any) -> Verdict:
    """An apparent homozygote, unless changed."""
    plain = Verdict(
        state="APPARENT_HOM",
        state_text="One variant called on both copies; two copies not confirmed",
        confidence="moderate",
        headline="c.36T>A is called on both copies of OSTM1; a deletion of one copy is not excluded.",
        genotype_hgvs="NM_014028.4:c.36T>A(;)(36T>A)",
        reasons=[Statement("HOMOZYGOUS_CALL", "The genotype is 1/1 in one file.")],
        contradictions=[],
        would_change=[Statement("COPY_NUMBER", "Copy number one over exon 1: hemizygous.")],
        next_tests=[Statement("EXON_COPY_NUMBER", "Exon-level copy number (MLPA or qPCR).")],
        second_hit_search=["Small variants were searched in all exons."],
    )
    return replace(plain, **changes)


RECORD: dict[str, Any] = {}


def result(**changes: Any) -> Result:
    """A person with c.36T>A called homozygous, unless changed."""
    plain = Result(
        sample="person-1",
        assembly="GRCh38",
        provenance=Provenance(
            inputs=[
                InputFile("person.vcf.gz", "vcf", "0" * 64, "whole_file", ["contig chr6 length"])
            ],
            versions={"osteo-annot": "0.1.0", "gene_model.json": "1" * 64},
            parameters={"sample": "person-1"},
        ),
        verdict=verdict(),
        copies=[
            Copy("copy 1", "unknown", ["E1"], STOP_12),
            Copy("copy 2", "unknown", ["E1"], STOP_12),
        ],
        arrangements=Arrangements(1, "only", []),
        events=[event()],
        callability=exon_answers(),
        family=[],
        hpo={"matched": [], "not_in_record": [], "not_assessed": []},
        record=RECORD,
        limits=[Statement("DEEP_INTRONIC", "Deep intronic variants are not assessed.")],
        input_notes=[],
        ledger=[entry()],
    )
    return replace(plain, **changes)


def document(**changes: Any) -> dict[str, Any]:
    """The JSON document of a result, with ``class`` named as in JSON."""
    made = json.loads(json.dumps(asdict(result(**changes))))
    for told in made["events"]:
        told["classification"]["class"] = told["classification"].pop("class_")
    return made  # type: ignore[no-any-return]
