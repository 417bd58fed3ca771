"""The workflow as a user runs it: what is planned, what is run, what is run again, what is refused.

What is expected here is what config/README.md promises.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
import yaml

from osteo_annot.intake.person.sheet import OPTIONAL_COLUMNS, REQUIRED_COLUMNS, SAMPLE_PATTERN
from tests.knowledge import SourceVcf
from tests.programs import HAS_CURL, needs_rsync

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
SCHEMAS = ROOT / "workflow" / "schemas"
JOB_LINE = re.compile(r"^([a-z_]+) +(\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Project:
    """A working directory with its own configuration, for the workflow of the checkout."""

    folder: Path

    def write(self, samples: str, config: str = "samples: config/samples.tsv\n") -> None:
        """Write the configuration and the sheet."""
        (self.folder / "config").mkdir(exist_ok=True)
        (self.folder / "config" / "config.yaml").write_text(config)
        (self.folder / "config" / "samples.tsv").write_text(samples)

    def append(self, line: str) -> None:
        """Add a line to the sheet."""
        with (self.folder / "config" / "samples.tsv").open("a") as sheet:
            sheet.write(line)

    def snakemake(self, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run Snakemake here, with standard error in the output."""
        return subprocess.run(
            [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile"), *options],
            cwd=self.folder,
            env={**os.environ, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def plan(self, *options: str, **env: str) -> dict[str, int]:
        """Jobs per rule that a dry run would start, without the target `all`."""
        done = self.snakemake("--dry-run", *options, **env)
        assert done.returncode == 0, done.stdout
        jobs = {name: int(count) for name, count in JOB_LINE.findall(done.stdout)}
        assert jobs or "Nothing to be done" in done.stdout, done.stdout
        return {name: n for name, n in jobs.items() if name not in {"all", "total"}}

    def run(self, *options: str) -> None:
        """Run the workflow on two cores; it must succeed."""
        done = self.snakemake("--cores", "2", *options)
        assert done.returncode == 0, done.stdout

    def cohort(self) -> list[dict[str, str]]:
        """Rows of the cohort table."""
        with (self.folder / "results" / "cohort.tsv").open(newline="") as file:
            return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture
def fx_project(tmp_path) -> Project:
    """An empty working directory."""
    return Project(tmp_path)


def sheet(*names: str) -> str:
    """A sheet of demo cases, by the names of their files."""
    lines = [f"{name.split('.')[0]}\t{DEMO / name}" for name in names]
    return "\n".join(["sample\tfiles", *lines]) + "\n"


THREE = sheet("hom_nonsense.vcf", "negative.g.vcf", "carrier.GRCh37.vcf")
TWO_PER_BATCH = "samples: config/samples.tsv\nbatch_size: 2\n"


@pytest.mark.slow
def test_the_default_configuration_plans_one_batch_and_the_cohort(fx_project):
    (fx_project.folder / "config").symlink_to(ROOT / "config")
    (fx_project.folder / "resources").symlink_to(ROOT / "resources")
    assert fx_project.plan() == {"annotate_batch": 1, "cohort": 1}


@pytest.mark.slow
def test_batches_are_planned_from_the_sheet(fx_project):
    fx_project.write(THREE, TWO_PER_BATCH)
    assert fx_project.plan() == {"annotate_batch": 2, "cohort": 1}
    assert fx_project.plan("check") == {"check": 1}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("batchsize: 2", "batchsize"),
        ("batch_size: 0", "minimum"),
        ("batch_size: many", "integer"),
        ("reference: [a, b]", "string"),
    ],
)
def test_a_wrong_configuration_is_refused(fx_project, line, part):
    fx_project.write(THREE, f"samples: config/samples.tsv\n{line}\n")
    done = fx_project.snakemake("--dry-run")
    assert done.returncode != 0
    assert part in done.stdout


@pytest.mark.slow
def test_every_fault_of_the_sheet_is_listed(fx_project):
    vcf = DEMO / "hom_nonsense.vcf"
    fx_project.write(
        "sample\tfiles\tassembly\thpo\n"
        f"P 1\t{vcf}\t\t\n"
        f"P2\t{vcf};\t\t\n"
        f"P3\t{vcf}\thg19\t\n"
        f"P4\t{vcf}\t\tHP:1\n"
        f"p4\t{vcf}\t\t\n"
    )
    done = fx_project.snakemake("--dry-run")
    assert done.returncode != 0
    found = re.findall(r"^SHEET_INVALID: samples\.tsv, line (\d+): ", done.stdout, re.MULTILINE)
    assert found == ["2", "3", "4", "5", "6"]


@pytest.mark.slow
def test_one_missing_file_is_one_row_and_braces_in_names_are_names(fx_project):
    """operators.md 5 and 14; the sheet's own name has braces too."""
    vcf = (DEMO / "hom_nonsense.vcf").read_bytes()
    place = fx_project.folder / "p{sample}.vcf"
    place.write_bytes(vcf)
    lines = ("A\tmissing.vcf\t", "hom_nonsense\tp{sample}.vcf\t")
    text = "\n".join(["sample\tfiles\tvcf_sample", *lines]) + "\n"
    fx_project.write(text, "samples: config/s{heet}.tsv\n")
    (fx_project.folder / "config" / "s{heet}.tsv").write_text(text)
    fx_project.run()
    rows = {row["sample"]: row for row in fx_project.cohort()}
    assert rows["A"]["refusal"].startswith("FILE_NOT_FOUND: missing.vcf")
    assert rows["hom_nonsense"]["state"] == "APPARENT_HOM"
    assert fx_project.plan() == {}
    (fx_project.folder / "missing.vcf").write_bytes(vcf)
    assert fx_project.plan() == {"annotate_batch": 1, "cohort": 1}
    os.utime(place, ns=(1, 1))
    (fx_project.folder / "missing.vcf").unlink()
    assert fx_project.plan() == {"annotate_batch": 1, "cohort": 1}


@pytest.mark.slow
def test_exchanged_files_secrets_retries_and_the_withdrawn(fx_project):
    """operators.md 2, 4, 6, 10 and 14, in one project."""
    folder = fx_project.folder
    for name in ("hom_nonsense.vcf", "comphet_trans.vcf"):
        text = (DEMO / name).read_text().replace(name.split(".")[0], "S")
        (folder / name).write_text(text)
        os.utime(folder / name, ns=(10**18, 10**18))  # old, as files that were copied with times
    secret = "http://roe:pass77@127.0.0.1:1/p.vcf.gz?X-Amz-Signature=abc77"
    lines = (
        "A\thom_nonsense.vcf\tS",
        "B\tcomphet_trans.vcf\tS",
        "C\tgone.vcf\tS",
        f"D\thom_nonsense.vcf;{secret}\tS",
    )
    head = "sample\tfiles\tvcf_sample\n"
    config = "samples: config/samples.tsv\nbatch_size: 1\n"
    fx_project.write(head + "\n".join(lines[:3]) + "\n", config)
    fx_project.run()
    states = {row["sample"]: row["state"] for row in fx_project.cohort()}
    assert states == {"A": "APPARENT_HOM", "B": "BIALLELIC_COMPHET_TRANS", "C": ""}
    reports = [p for p in (folder / "results").rglob("*") if p.is_file()]
    assert {p.stat().st_mode & 0o077 for p in reports} == {0}
    assert not (folder / "results" / ".work").exists() or not list(
        (folder / "results" / ".work").iterdir()
    )
    # Exchanged as by mv: size and time of each place change together with the content.
    (folder / "hom_nonsense.vcf").rename(folder / "x")
    (folder / "comphet_trans.vcf").rename(folder / "hom_nonsense.vcf")
    (folder / "x").rename(folder / "comphet_trans.vcf")
    assert fx_project.plan() == {"annotate_batch": 2, "cohort": 1}
    # The refused are judged again by a target; a withdrawn person leaves no file.
    done = fx_project.snakemake("retry_refused", "--cores", "1", "--quiet", "all")
    assert "C\tFILE_NOT_FOUND\n1 refused, to be judged by the next run" in done.stdout
    assert fx_project.plan() == {"annotate_batch": 3, "cohort": 1}
    fx_project.write(head + "\n".join(lines[1:]) + "\n", config)
    done = fx_project.snakemake("withdrawn", "--cores", "1", "--quiet", "all")
    assert re.search(r"results/cases/\d+(/A\.json)?$", done.stdout, re.MULTILINE), done.stdout
    done = fx_project.snakemake("remove_withdrawn", "--cores", "1", "--quiet", "all")
    assert not list((folder / "results").rglob("A.*"))
    # A server that is not there fails the job, and no secret is written anywhere but in the plan.
    done = fx_project.snakemake("--cores", "1", "--keep-going", "--retries", "0")
    assert done.returncode != 0
    assert not (folder / "results" / "cohort.tsv").exists() or "D" not in states
    told = done.stdout.encode()
    for path in [*(folder / ".snakemake").rglob("*"), *(folder / "results").rglob("*")]:
        if path.is_file() and ".snakemake/osteo-annot" not in path.as_posix():
            told += path.read_bytes()
    # Without libcurl htslib opens no address at all: a fault of the machine as well.
    assert (b"SERVER_UNAVAILABLE" if HAS_CURL else b"LIBRARY_MISSING") in told
    assert b"abc77" not in told
    assert b"pass77" not in told
    plans = (folder / ".snakemake" / "osteo-annot").rglob("*")
    assert {p.stat().st_mode & 0o077 for p in plans} == {0}


def test_the_schema_of_the_sheet_is_the_sheet_that_is_read():
    schema = yaml.safe_load((SCHEMAS / "samples.schema.yaml").read_text())
    assert tuple(schema["required"]) == REQUIRED_COLUMNS
    assert tuple(schema["properties"]) == (*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS)
    assert schema["properties"]["sample"]["pattern"] == SAMPLE_PATTERN
    text = (ROOT / "config" / "samples.tsv").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    assert rows
    for row in rows:
        jsonschema.validate(row, schema)


@pytest.mark.parametrize("name", ["config", "samples"])
def test_every_key_of_a_schema_is_described_there_and_in_the_manual(name):
    schema = yaml.safe_load((SCHEMAS / f"{name}.schema.yaml").read_text())
    manual = (ROOT / "config" / "README.md").read_text()
    assert schema["additionalProperties"] is False
    for key, value in schema["properties"].items():
        assert value["description"].strip()
        assert f"| `{key}` |" in manual


def test_the_shipped_configuration_writes_every_key_with_its_default():
    schema = yaml.safe_load((SCHEMAS / "config.schema.yaml").read_text())
    config = yaml.safe_load((ROOT / "config" / "config.yaml").read_text())
    assert set(config) == set(schema["properties"])
    defaults = {k: v["default"] for k, v in schema["properties"].items() if "default" in v}
    assert {key: config[key] for key in defaults} == defaults


@pytest.mark.slow
def test_three_persons_from_sheet_to_cohort_and_what_makes_them_run_again(fx_project, tmp_path):
    fx_project.write(THREE, TWO_PER_BATCH)
    fx_project.run()
    results = fx_project.folder / "results"
    for place in ("0003/hom_nonsense", "0002/negative", "0002/carrier"):
        for suffix in ("json", "html", "tsv", "vcf.gz", "vcf.gz.tbi", "pdf"):
            assert (results / "cases" / f"{place}.{suffix}").stat().st_size > 0
    assert [row["sample"] for row in fx_project.cohort()] == ["hom_nonsense", "negative", "carrier"]
    page = (results / "cohort.html").read_text()
    for link in re.findall(r'href="([^"#][^"]*)"', page):
        assert (results / link).is_file(), link
    assert 'href="cases/0002/carrier.html"' in page

    assert fx_project.plan() == {}

    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "sitecustomize.py").write_text(
        "import osteo_annot\nosteo_annot.__version__ = 'newer'\n"
    )
    path = os.pathsep.join([str(newer), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    assert fx_project.plan(PYTHONPATH=path) == {"annotate_batch": 2, "cohort": 1}

    # A line put before all others moves nobody: only the batch of that person is made again.
    lines = THREE.splitlines()
    lines.insert(1, f"comphet_trans\t{DEMO / 'comphet_trans.vcf'}")
    fx_project.write("\n".join(lines) + "\n", TWO_PER_BATCH)
    assert fx_project.plan() == {"annotate_batch": 1, "cohort": 1}
    before = (results / "cases" / "0002" / "negative.json").stat().st_mtime_ns
    fx_project.run()
    assert (results / "cases" / "0002" / "negative.json").stat().st_mtime_ns == before
    assert [row["sample"] for row in fx_project.cohort()][:2] == ["comphet_trans", "hom_nonsense"]
    assert fx_project.plan() == {}


@pytest.mark.slow
def test_a_refused_person_is_a_row_and_stops_nobody(fx_project):
    damaged = fx_project.folder / "damaged.vcf"
    damaged.write_text("not a VCF\n")
    fx_project.write(THREE + f"damaged\t{damaged}\n")
    fx_project.run()
    rows = {row["sample"]: row for row in fx_project.cohort()}
    assert set(rows) == {"hom_nonsense", "negative", "carrier", "damaged"}
    assert rows["damaged"]["status"] == "refused"
    assert rows["damaged"]["refusal"].startswith("NOT_A_VCF")
    assert (rows["carrier"]["status"], rows["carrier"]["refusal"]) == ("judged", "")
    cases = fx_project.folder / "results" / "cases" / "0001"
    assert (cases / "carrier.json").is_file()
    assert not list(cases.glob("damaged.*"))
    assert fx_project.plan() == {}


@pytest.mark.slow
def test_the_target_check_reads_the_files_too(fx_project):
    fx_project.write(THREE)
    fx_project.run("check")
    assert (fx_project.folder / "results" / "checked.txt").is_file()


@pytest.mark.slow
def test_the_record_of_a_run_has_captions_and_labels(fx_project):
    fx_project.write(sheet("hom_nonsense.vcf"))
    fx_project.run()
    done = fx_project.snakemake("--report", "report.html")
    assert done.returncode == 0, done.stdout
    report = (fx_project.folder / "report.html").read_text()
    assert '"labels": {"person": "hom_nonsense", "batch": "0001"}' in report
    assert "The page of one person" in report
    assert "One row per person of the sample sheet" in report
    assert "The answers are proposals for review by a geneticist" in report


@pytest.mark.slow
@needs_rsync  # the storage plugin copies with it
def test_files_that_only_a_storage_provider_has(fx_project, tmp_path):
    """Executors without a shared file system: each job gets the files that its rule declares."""
    store = fx_project.folder / "store"
    (store / "in").mkdir(parents=True)
    for name in ("hom_nonsense.vcf", "negative.g.vcf", "carrier.GRCh37.vcf"):
        shutil.copy(DEMO / name, store / "in")
    SourceVcf().seen().write(store / "in" / "frequencies.vcf")
    lines = (
        "A\tin/hom_nonsense.vcf\thom_nonsense",
        "B\tin/negative.g.vcf\tnegative",
        "C\tin/carrier.GRCh37.vcf\tcarrier",
    )
    fx_project.write(
        "\n".join(["sample\tfiles\tvcf_sample", *lines]) + "\n",
        "samples: config/samples.tsv\nbatch_size: 1\ngnomad: [in/frequencies.vcf]\n",
    )
    options = ["--default-storage-provider", "fs", "--default-storage-prefix", str(store)]
    shared = "persistence software-deployment sources source-cache storage-local-copies"
    options += ["--shared-fs-usage", *shared.split()]
    fx_project.run(*options)
    results = store / "results"
    with (results / "cohort.tsv").open(newline="") as file:
        rows = {row["sample"]: row for row in csv.DictReader(file, delimiter="\t")}
    assert (rows["A"]["state"], rows["B"]["state"]) == ("APPARENT_HOM", "NONE_CALLABLE")
    assert rows["C"]["refusal"].startswith("SOURCE_ASSEMBLY: frequencies.vcf")
    for link in re.findall(r'href="([^"#][^"]*)"', (results / "cohort.html").read_text()):
        assert (results / link).is_file(), link
    assert '"PM2"' in next(results.glob("cases/*/A.json")).read_text()
    assert not (fx_project.folder / "results").exists()
    assert fx_project.plan(*options) == {}


@pytest.mark.slow
def test_another_workflow_uses_it_as_a_module(fx_project):
    """It has its own folder for results; the other workflow makes its files and reads its table."""
    fx_project.write("sample\tfiles\tvcf_sample\nA\tmade/person.vcf\thom_nonsense\n")
    (fx_project.folder / "Snakefile").write_text(
        f"""
rule call:
    output: "made/person.vcf"
    shell: "cp {DEMO / "hom_nonsense.vcf"} {{output}}"

module ostm1:
    snakefile: {str(ROOT / "Snakefile")!r}
    prefix: "ostm1"
    config: {{"samples": "config/samples.tsv", "files_exist": False}}

use rule * from ostm1 as ostm1_*

rule count:
    default_target: True
    input: "ostm1/results/cohort.tsv"
    output: "count.txt"
    shell: "wc -l < {{input}} > {{output}}"
"""
    )
    done = fx_project.snakemake("--snakefile", "Snakefile", "--cores", "2")
    assert done.returncode == 0, done.stdout
    assert (fx_project.folder / "count.txt").read_text().strip() == "2"
    assert (fx_project.folder / "ostm1" / "results" / "cohort.html").is_file()
