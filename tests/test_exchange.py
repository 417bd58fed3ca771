"""Archive and exchange formats: each read back by its own library, with its meaning checked."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.main import main
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import embedded_reference, transcript_sequence
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.exchange.fhir import fhir_of, write_fhir
from osteo_annot.report.exchange.phenopacket import write_phenopacket
from osteo_annot.report.exchange.vrs import vrs_of
from osteo_annot.report.formats import Format, checked_formats
from osteo_annot.report.result.copy_words import exon_codes
from osteo_annot.report.result.model import Result
from osteo_annot.report.table.tsv import event_rows
from osteo_annot.report.table.xlsx import write_xlsx
from tests import golden
from tests.typed import judged
from tests.vcf_builder import (
    FRAMESHIFT,
    GVCF_HEADER,
    NONSENSE,
    NONSENSE_25,
    SV_HEADER,
    Vcf,
    deletion_search,
)

EXTRA = ("xlsx", "phenopacket", "fhir", "vrs")
LOINC_PRESENT, LOINC_ABSENT, LOINC_NO_CALL = "LA9633-4", "LA9634-2", "LA18198-4"


def site(result: Result) -> Site:
    return Site("chr6", embedded_reference(result.assembly))


def apparent(tmp_path: Path) -> Result:
    return judged(tmp_path, Vcf().add(NONSENSE, "1/1"))


def unphased(tmp_path: Path) -> Result:
    return judged(tmp_path, Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"))


def hemizygous(tmp_path: Path) -> Result:
    small = Vcf().add(NONSENSE_25, "1/1")
    return judged(tmp_path, small, Vcf(extra_header=SV_HEADER).exons(1, 2, "0/1"))


def callable_negative(tmp_path: Path, *, deletions: bool) -> Result:
    blocks = Vcf(extra_header=GVCF_HEADER).reference_blocks("0/0:40:99:35")
    if not deletions:
        return judged(tmp_path, blocks)
    return judged(tmp_path, blocks, deletion_search())


# Phenopacket


def packet(result: Result, tmp_path: Path) -> Any:
    from google.protobuf.json_format import Parse
    from phenopackets import Phenopacket

    write_phenopacket(result, tmp_path / "p.json", site(result))
    return Parse((tmp_path / "p.json").read_text("utf-8"), Phenopacket())


def descriptors(read: Any) -> dict[str, Any]:
    told = read.interpretations[0].diagnosis.genomic_interpretations
    return {
        next(e.value for e in v.expressions if e.syntax == "hgvs.g"): v
        for v in (g.variant_interpretation.variation_descriptor for g in told)
    }


def test_phenopacket_tells_disease_variants_and_zygosity(tmp_path: Path) -> None:
    """GENO terms by the phenopacket schema's own documentation (clinical rules 3.4)."""
    read = packet(hemizygous(tmp_path), tmp_path)
    diagnosis = read.interpretations[0].diagnosis
    assert diagnosis.disease.id == "OMIM:259720"
    found = descriptors(read)
    small = found["NC_000006.12:g.108074577C>T"]
    assert small.allelic_state.id == "GENO:0000134"
    assert (small.vcf_record.pos, small.vcf_record.ref, small.vcf_record.alt) == (
        108_074_577,
        "C",
        "T",
    )
    assert {e.value for e in small.expressions} >= {"NM_014028.4:c.75G>A"}
    (lost,) = (v for v in found.values() if v is not small)
    assert lost.allelic_state.id == "GENO:0000135"
    assert lost.structural_type.id == "SO:0000159"
    assert read.meta_data.phenopacket_schema_version == "2.0"


def test_phenopacket_proposes_and_never_concludes(tmp_path: Path) -> None:
    case = packet(hemizygous(tmp_path), tmp_path).interpretations[0]
    in_progress, candidate = 1, 2
    assert case.progress_status == in_progress
    assert {g.interpretation_status for g in case.diagnosis.genomic_interpretations} == {candidate}


def test_apparent_homozygote_has_no_code_of_a_homozygote(tmp_path: Path) -> None:
    result = apparent(tmp_path)
    (one,) = descriptors(packet(result, tmp_path)).values()
    assert not one.HasField("allelic_state")
    assert "not excluded" in next(e.value for e in one.extensions if e.name == "zygosity")
    components = [c for o in of_code(fhir_of(result, site(result)), "69548-6") for c in loinc(o)]
    assert "53034-5" not in components
    assert "48004-6" in components


def test_unknown_phase_is_told_as_unknown(tmp_path: Path) -> None:
    result = unphased(tmp_path)
    for one in descriptors(packet(result, tmp_path)).values():
        assert next(e.value for e in one.extensions if e.name == "phase_copies") == "unknown"
    (relation,) = of_code(fhir_of(result, site(result)), "82120-7")
    assert relation["valueCodeableConcept"]["coding"][0]["code"] == "Unknown"


# FHIR


def resources(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"]]


def of_code(bundle: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [
        r
        for r in resources(bundle)
        if r["resourceType"] == "Observation" and r["code"]["coding"][0]["code"] == code
    ]


def loinc(observation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {c["code"]["coding"][0]["code"]: c for c in observation["component"]}


def presence(bundle: dict[str, Any]) -> list[str]:
    return [o["valueCodeableConcept"]["coding"][0]["code"] for o in of_code(bundle, "69548-6")]


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["reference"]] if "reference" in value else []
        return own + [r for v in value.values() for r in references(v)]
    return [r for v in value for r in references(v)] if isinstance(value, list) else []


def test_fhir_bundle_is_valid_and_whole(tmp_path: Path) -> None:
    from fhir.resources.R4B.bundle import Bundle

    result = hemizygous(tmp_path)
    write_fhir(result, tmp_path / "f.json", site(result))
    text = (tmp_path / "f.json").read_text("utf-8")
    read = Bundle.model_validate_json(text)
    assert read.entry[0].resource.status == "preliminary"
    bundle = json.loads(text)
    known = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(known) == len(bundle["entry"])
    assert set(references(bundle)) <= known
    reported = {r["reference"] for r in bundle["entry"][0]["resource"]["result"]}
    observed = {
        e["fullUrl"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Observation"
    }
    assert reported == observed


def test_fhir_tells_state_variant_and_allelic_state(tmp_path: Path) -> None:
    """LOINC answers of the lists LL1971-2 and LL381-5."""
    bundle = fhir_of(result := hemizygous(tmp_path), site(result))
    (overall,) = of_code(bundle, "51968-6")
    state = overall["valueCodeableConcept"]["coding"][0]
    assert state["code"] == "BIALLELIC_HEMI_OVER_DEL"
    assert presence(bundle) == [LOINC_PRESENT, LOINC_PRESENT]
    by_name = {
        loinc(o)["81290-9"]["valueCodeableConcept"]["coding"][0]["code"]: loinc(o)
        for o in of_code(bundle, "69548-6")
    }
    small = by_name["NC_000006.12:g.108074577C>T"]
    assert small["53034-5"]["valueCodeableConcept"]["coding"][0]["code"] == "LA6707-9"
    assert small["69547-8"]["valueString"] == "C"
    assert small["69551-0"]["valueString"] == "T"
    assert small["62374-4"]["valueCodeableConcept"]["coding"][0]["code"] == "LA26806-2"
    (relation,) = of_code(bundle, "82120-7")
    assert relation["valueCodeableConcept"]["coding"][0]["code"] == "Trans"


def test_fhir_says_absent_only_where_all_was_examined(tmp_path: Path) -> None:
    """Clinical rules 3.4: Absent only if callable, else no call."""
    seen = callable_negative(tmp_path, deletions=True)
    assert all(e.deletions == "callable" for e in seen.callability.exons)
    assert presence(fhir_of(seen, site(seen))) == [LOINC_ABSENT]
    half = callable_negative(tmp_path, deletions=False)
    assert presence(fhir_of(half, site(half))) == [LOINC_NO_CALL]
    none = judged(tmp_path, Vcf())
    assert presence(fhir_of(none, site(none))) == [LOINC_NO_CALL]


def test_fhir_regions_are_the_table_of_callability(tmp_path: Path) -> None:
    blocks = Vcf(extra_header=GVCF_HEADER).reference_blocks("0/0:40:99:35", skip=[1])
    bundle = fhir_of(result := judged(tmp_path, blocks), site(result))
    told = {}
    for study in (r for r in resources(bundle) if r["resourceType"] == "Procedure"):
        parts = {e["url"].rsplit("/", 1)[-1]: e for e in study["extension"]}
        if "genomic-study-analysis-regions" in parts:
            regions = parts["genomic-study-analysis-regions"]["extension"]
            told[parts["genomic-study-analysis-title"]["valueString"]] = {
                r["url"]: r["valueCodeableConcept"]["text"]
                for r in regions
                if r["url"] in {"called", "uncalled"}
            }
    assert told["Small variants"] == {"called": "OSTM1 exons 2–6", "uncalled": "OSTM1 exon 1"}
    assert told["Deletions of exons"] == {"uncalled": "OSTM1 exons 1–6"}


def test_a_doubted_candidate_is_indeterminate(tmp_path: Path) -> None:
    doubted = judged(tmp_path, Vcf().add(NONSENSE, "0/1", filters="LowQual"))
    assert presence(fhir_of(doubted, site(doubted))) == ["LA11884-6"]


# VRS


def digest(value: object) -> str:
    """The computed identifier by the VRS 2.0 text: SHA-512, 24 bytes, base64url, sorted keys."""
    blob = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha512(blob).digest()[:24]).decode()


def vrs_events(result: Result) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = vrs_of(result, site(result).reference)["events"]
    return events


def test_vrs_identifier_is_the_digest_of_what_is_said(tmp_path: Path) -> None:
    (event,) = vrs_events(apparent(tmp_path))
    sequence = hashlib.sha512(transcript_sequence().encode()).digest()[:24]
    for name, refget, start, bases in (
        ("chromosome", "SQ.0iKlIQk2oZLoeOG9P1riRU6hvL5Ux8TV", 108_074_615, "T"),
        ("transcript", f"SQ.{base64.urlsafe_b64encode(sequence).decode()}", 125, "A"),
    ):
        location = digest(
            {
                "end": start + 1,
                "sequenceReference": {"refgetAccession": refget, "type": "SequenceReference"},
                "start": start,
                "type": "SequenceLocation",
            }
        )
        allele = {
            "location": location,
            "state": {"sequence": bases, "type": "LiteralSequenceExpression"},
            "type": "Allele",
        }
        assert event[name]["id"] == f"ga4gh:VA.{digest(allele)}"
    assert transcript_sequence()[125] == "T"


def test_vrs_allele_is_fully_justified_and_the_same_on_both_assemblies(tmp_path: Path) -> None:
    """c.411 to c.416 is AGAGAG (clinical rules 3.3): the change covers all of it."""
    found = {}
    for assembly in Assembly:
        result = judged(tmp_path, Vcf(assembly=assembly).add(FRAMESHIFT, "0/1"))
        (event,) = vrs_events(result)
        found[assembly] = event
        place = event["transcript"]["location"]
        assert (place["start"] - 90, place["end"] - 90) == (410, 416)
        assert event["transcript"]["state"]["sequence"] == "AGAG"
    assert len({event["transcript"]["id"] for event in found.values()}) == 1
    assert len({event["chromosome"]["id"] for event in found.values()}) == 2


def test_vrs_says_nothing_where_bases_are_unknown(tmp_path: Path) -> None:
    reference = embedded_reference(Assembly.GRCH38)
    unknown = reference.bases.index("N" * 50, 30_000) + reference.start + 25
    result = judged(tmp_path, Vcf().add((unknown, "A", "AT"), "0/1"))
    (event,) = vrs_events(result)
    assert set(event) == {"event", "note"}


def test_vrs_of_deletions(tmp_path: Path) -> None:
    def change(genotype: str) -> dict[str, Any]:
        vcf = Vcf(extra_header=SV_HEADER).exons(2, 3, genotype)
        (event,) = vrs_events(judged(tmp_path, vcf))
        chromosome: dict[str, Any] = event["chromosome"]
        return chromosome

    assert change("0/1")["copyChange"] == "loss"
    assert change("1/1")["copyChange"] == "complete genomic loss"
    assert change("0/1")["location"] == change("1/1")["location"]


# XLSX


def test_workbook_is_typed_and_reads_back(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    result = unphased(tmp_path)
    write_xlsx(result, tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    told = {row[0]: row[1] for row in book["Summary"].values}
    assert told["state"] == "POSSIBLE_COMPHET_UNPHASED"
    assert told["gene"] == "OSTM1"
    assert told["gene (HGNC)"] == "HGNC:21652"
    header, *rows = book["Events"].values
    by_name = {row[header.index("hgvs_c")]: row for row in rows}
    assert by_name["c.36T>A"][header.index("start")] == 108_074_616
    assert by_name["c.36T>A"][header.index("zygosity")] == "heterozygous"
    assert len(list(book["Ledger"].values)) == len(result.ledger) + 1
    header, first, *_ = book["Criteria"].values
    assert first[header.index("criterion")] == "PVS1"
    assert first[header.index("decision")] is None
    assert book["Criteria"].data_validations.dataValidation[0].formula1 == '"accept,change,reject"'
    states = [cell for row in book["Summary"] for cell in row if cell.value == "OSTM1"]
    assert states
    assert all(cell.number_format == "@" for cell in states)


def test_workbook_says_who_family_copies_and_what_was_examined(tmp_path: Path) -> None:
    """report.md: identifiers, family and completeness; each exon of each copy in three states."""
    from openpyxl import load_workbook

    found = golden.judged("F11", tmp_path)  # with an order
    write_xlsx(found, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    told = {row[0]: row[1] for row in book["Summary"].values}
    assert (told["identifier"], told["second identifier"]) == ("PAT-77", "INS-9")
    assert told["copy: copy 1"].startswith("exon 5 lost or altered")
    assert [row[1] for row in book["Summary"].values if row[0] == "examined"] == [
        row[0] for row in list(book["Completeness"].values)[1:]
    ]
    assert ("order", "person.identifier", "PAT-77") in set(book["Order"].values)
    assert ("order", "family.1.relation", "mother") in set(book["Order"].values)
    assert all("PAT-77" in sheet.oddFooter.left.text for sheet in book)
    header, *copies = book["Copies"].values
    held = [row[header.index("holds")] for row in copies]
    assert held == ["worst case"] * 2 + ["best case"] * 2
    exons = copies[0][header.index("exons")]
    assert [exon.partition(":")[0] for exon in exons.split(",")] == list("123456")

    trio = golden.judged("F10", tmp_path)
    write_xlsx(trio, tmp_path / "b.xlsx")
    header, *relatives = load_workbook(tmp_path / "b.xlsx")["Family"].values
    by_role = {row[0]: dict(zip(header, row, strict=True)) for row in relatives}
    assert by_role["father"]["c.415_416del copies"] == 1
    assert by_role["mother"]["c.415_416del copies"] == 0
    assert by_role["mother"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert by_role["mother"]["copy 1 exons"].count(":") == 6


def test_both_readings_of_a_contradiction_stand_in_table_and_workbook(tmp_path: Path) -> None:
    """earned-claims.md 9: a person of the tests whose reads contradict the genotype."""
    from openpyxl import load_workbook

    found = judged(tmp_path, Vcf().add(NONSENSE, "1/1:20,20", fmt="GT:AD"))
    assert len(found.readings) == 2
    write_xlsx(found, tmp_path / "a.xlsx")
    header, *copies = load_workbook(tmp_path / "a.xlsx")["Copies"].values
    rows = [dict(zip(header, row, strict=True)) for row in copies]
    for reading in found.readings:
        own = [row for row in rows if row["holds"] == f"reading: {reading.premise_text}"]
        assert [row["exons"] for row in own] == [exon_codes(copy) for copy in reading.copies]
        assert {row["state"] for row in own} == {reading.state}
        for event in event_rows(found):
            assert f"{reading.premise}: {reading.state} (" in event["readings"]


# All


@pytest.mark.slow
def test_every_format_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Clinical rules 4.3 (9): hash seed, time zone and locale do not matter."""
    vcf = Vcf(samples=("P1",)).add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1").write(tmp_path / "a.vcf")
    run = "import sys; from osteo_annot.cli.main import main; sys.exit(main(sys.argv[1:]))"
    names = ",".join(("pdf", *EXTRA))
    made = []
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", run, *("annotate", vcf, "--out", out), *("--formats", names)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        )  # fmt: skip
        made.append({p.name: p.read_bytes() for p in sorted(out.iterdir())})
    assert sorted(made[0]) == [
        "P1.fhir.json", "P1.pdf", "P1.phenopacket.json", "P1.vrs.json", "P1.xlsx",
    ]  # fmt: skip
    assert made[0] == made[1]


def test_formats_are_chosen_by_name(tmp_path: Path) -> None:
    assert checked_formats(["vrs", " JSON ", "vrs"]) == (Format.JSON, Format.VRS)
    with pytest.raises(RefusedError) as caught:
        checked_formats(["docx", "=1"])
    assert [f.code for f in caught.value.faults] == [RefusalCode.FORMAT_UNKNOWN] * 2
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    run_annotate([vcf], tmp_path / "out", formats=["xlsx"])
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["P1.xlsx"]
    assert main(["annotate", str(vcf), "--out", str(tmp_path / "no"), "--formats", ""]) == 3
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("name", EXTRA)
def test_a_missing_library_is_a_refusal_with_the_remedy(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("osteo_annot.report.formats.find_spec", {}.get)
    with pytest.raises(RefusedError) as caught:
        checked_formats([name])
    (fault,) = caught.value.faults
    assert fault.code is RefusalCode.FORMAT_UNAVAILABLE
    assert "pip install osteo-annot[exchange]" in fault.remedy


def test_heavy_libraries_are_not_imported_before_they_are_asked_for() -> None:
    run = "import sys; import osteo_annot.report.files, osteo_annot.cli.main; print(*sys.modules)"
    seen = subprocess.run([sys.executable, "-c", run], check=True, capture_output=True, text=True)
    heavy = {"typst", "openpyxl", "phenopackets", "fhir", "ga4gh", "pyhpo", "google"}
    assert not heavy & {name.split(".")[0] for name in seen.stdout.split()}
