"""The command line as others build on it: exit codes, files, refusals, byte identity."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pysam
import pytest
import yaml

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.batch import run_batch
from osteo_annot.cli.check import run_check
from osteo_annot.cli.explain import run_explain, vocabulary
from osteo_annot.cli.main import main
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import resource_text, resources
from osteo_annot.report.files import file_stem
from osteo_annot.report.formats import DEFAULT
from osteo_annot.report.result.schema import SCHEMA_NAME, schema_text
from tests.knowledge import SourceVcf
from tests.vcf_builder import FRAMESHIFT, NONSENSE, SV_HEADER, Vcf

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|'/c calc'!A1",
    "@SUM(A1)",
    "../../x",
    "..",
    "/etc/passwd",
    "CON",
    "a b",
    "-rf",
    "\u202etxt.exe",
    "ä" * 150,
    "x\x1b[2Jy",
    "{{7*7}}",
    "%s%n",
]

SUFFIXES = [suffix for format_ in DEFAULT for suffix in format_.suffixes]


def test_annotate_writes_every_file(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1").write(tmp_path / "a.vcf")
    assert main(["annotate", str(vcf), "--out", str(tmp_path / "out")]) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(
        f"P1{suffix}" for suffix in SUFFIXES
    )


def test_refusal_writes_nothing_and_exits_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vcf = Vcf(with_length=False).add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    assert main(["annotate", str(vcf), "--out", str(tmp_path / "out")]) == 3
    captured = capsys.readouterr()
    assert captured.err.startswith("REFUSED ASSEMBLY_UNDETERMINED: a.vcf: ")
    assert "--assembly" in captured.err
    assert not (tmp_path / "out").exists()


def test_usage_error_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["annotate"])
    assert caught.value.code == 2
    assert "--out" in capsys.readouterr().err


def test_parents_get_no_files_of_their_own(tmp_path: Path) -> None:
    trio = Vcf(samples=("KID", "DAD", "MUM", "AUNT")).add(NONSENSE, "0/1", "0/1", "0/0", "0/0")
    ped = tmp_path / "f.ped"
    ped.write_text("F\tKID\tDAD\tMUM\t1\t2\n")
    rows, faults = run_annotate([trio.write(tmp_path / "a.vcf")], tmp_path / "out", ped=ped)
    assert [row["sample"] for row in rows] == ["KID", "AUNT"]
    assert faults == []


def test_one_refused_sample_does_not_stop_the_others(tmp_path: Path) -> None:
    small = Vcf(samples=("A", "B")).add(NONSENSE, "0/1", "0/1").write(tmp_path / "a.vcf")
    sv = Vcf(samples=("A",), extra_header=SV_HEADER).write(tmp_path / "b.vcf")
    rows, faults = run_annotate([small, sv], tmp_path / "out")
    assert [row["sample"] for row in rows] == ["A"]
    assert [fault.code for fault in faults] == ["SAMPLE_NOT_IN_FILE"]
    assert not list((tmp_path / "out").glob("B.*"))


def test_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    vcf = Vcf(samples=("a", "A")).add(NONSENSE, "0/1", "0/1").write(tmp_path / "a.vcf")
    assert main(["annotate", str(vcf), "--out", str(tmp_path / "out")]) == 3


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "link", "img", "base", "form"}:
            self.active.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (
                name in {"src", "href"} and not str(value).startswith("#")
            ):
                self.active.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sample_names_are_inert(tmp_path: Path, name: str) -> None:
    vcf = Vcf(samples=(name,)).add(NONSENSE, "1/1").write(tmp_path / "a.vcf")
    out = tmp_path / "out"
    rows, faults = run_annotate([vcf], out)
    assert faults == []
    written = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    stem = file_stem(name)
    assert written == sorted(["a.vcf", *(f"out/{stem}{suffix}" for suffix in SUFFIXES)])
    assert json.loads((out / f"{stem}.json").read_text("utf-8"))["sample"] == name
    page = _Page()
    page.feed((out / f"{stem}.html").read_text("utf-8"))
    external = [a for a in page.active if not a.startswith("a href=https://")]
    assert external == []
    with (out / f"{stem}.tsv").open(encoding="utf-8", newline="") as handle:
        cells = [c for line in csv.reader(handle, delimiter="\t") for c in line]
    assert not [c for c in cells if c.startswith(("=", "+", "@"))]
    assert all("\x1b" not in c for c in cells)
    with pysam.VariantFile(str(out / f"{stem}.vcf.gz")) as written_vcf:
        assert len(list(written_vcf)) == 1
    assert rows[0]["report"] == f"{stem}.html"


def test_two_hostile_names_never_share_a_file() -> None:
    assert file_stem("a/b") != file_stem("a:b")
    assert file_stem("HG002") == "HG002"


def test_result_follows_its_schema(tmp_path: Path) -> None:
    schema = json.loads((resources() / SCHEMA_NAME).read_text("utf-8"))
    vcf = Vcf(samples=("A", "B", "C"), extra_header=SV_HEADER)
    vcf.add(NONSENSE, "0/1", "1/1", "0/0").exons(2, 5, "0/1", "./.", "1/1")
    run_annotate([vcf.write(tmp_path / "a.vcf")], tmp_path / "out")
    for name in "ABC":
        document = json.loads((tmp_path / "out" / f"{name}.json").read_text("utf-8"))
        jsonschema.Draft202012Validator(schema).validate(document)


def test_written_schema_is_current() -> None:
    assert (resources() / SCHEMA_NAME).read_text("utf-8") == schema_text()


def test_annotated_vcf_is_left_aligned_and_indexed(tmp_path: Path) -> None:
    # AG is repeated at c.411-416 (AGAGAG); the caller wrote the deletion at its right end.
    right = (108_064_289, "TCT", "T")
    vcf = Vcf().add(right, "0/1").write(tmp_path / "a.vcf")
    run_annotate([vcf], tmp_path / "out")
    with pysam.VariantFile(str(tmp_path / "out" / "P1.vcf.gz")) as written:
        (record,) = written.fetch("chr6", 108_060_000, 108_070_000)
        assert (record.pos, record.ref, record.alts) == (108_064_285, "ACT", ("A",))
        assert record.info["OSTM1_HGVSC"] == "c.415_416del"


@pytest.mark.slow
def test_same_bytes_whatever_the_environment(tmp_path: Path) -> None:
    vcf = Vcf(samples=("P1",), extra_header=SV_HEADER).add(NONSENSE, "1/1").exons(1, 2, "0/1")
    path = vcf.write(tmp_path / "a.vcf")
    seen: list[dict[str, bytes]] = []
    for seed, zone, lang in (("1", "UTC", "C"), ("77", "Asia/Tokyo", "C.UTF-8")):
        out = tmp_path / f"out{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": lang}
        cwd = tmp_path / f"cwd{seed}"
        cwd.mkdir()
        subprocess.run(
            [sys.executable, "-m", "osteo_annot", "annotate", str(path), "--out", str(out)],
            check=True,
            env=environment,
            cwd=cwd,
            capture_output=True,
        )
        seen.append({p.name: p.read_bytes() for p in sorted(out.iterdir())})
    assert seen[0] == seen[1]


def test_order_of_rows_and_files_does_not_change_the_answer(tmp_path: Path) -> None:
    small = Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1").write(tmp_path / "a.vcf")
    sv = Vcf(extra_header=SV_HEADER).exons(4, 5, "0/1").write(tmp_path / "b.vcf")
    run_annotate([small, sv], tmp_path / "one")
    run_annotate([sv, small], tmp_path / "two")
    one, two = (json.loads((tmp_path / d / "P1.json").read_text()) for d in ("one", "two"))
    assert one["verdict"] == two["verdict"]
    assert one["copies"] == two["copies"]
    assert [e["id"] for e in one["events"]] == [e["id"] for e in two["events"]]


# --- batch, check, explain ------------------------------------------------------------------


def sheet(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "samples.tsv"
    path.write_text("\n".join(["sample\tfiles\tassembly", *lines]) + "\n")
    return path


def test_batch_keeps_going_and_tells_every_sample(tmp_path: Path) -> None:
    good = Vcf(samples=("one", "three")).add(NONSENSE, "1/1", "1/1").write(tmp_path / "good.vcf")
    bad = tmp_path / "bad.vcf"
    bad.write_text("hello\n")
    lines = (f"one\t{good}\t", f"two\t{bad}\t", f"three\t{good}\tGRCh38")
    table = tmp_path / "out.tsv"
    rows = run_batch(sheet(tmp_path, *lines), tmp_path / "cases", table)
    assert [(r["sample"], r["status"], r["state"]) for r in rows] == [
        ("one", "judged", "APPARENT_HOM"),
        ("two", "refused", ""),
        ("three", "judged", "APPARENT_HOM"),
    ]
    assert rows[1]["refusal"].startswith("NOT_A_VCF")
    assert len(table.read_text().splitlines()) == 4
    assert not list((tmp_path / "cases").glob("two*"))


def test_check_lists_every_fault_with_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.vcf"
    bad.write_text("hello\n")
    vcf = Vcf(samples=("two", "three"), with_length=False).add(NONSENSE, "0/1", "0/1")
    other = vcf.write(tmp_path / "other.vcf")
    path = sheet(tmp_path, f"one\t{bad}\t", f"two\t{other}\t", f"three\t{other}\tGRCh38")
    count, faults = run_check(path)
    assert count == 3
    assert {f.where.split(":")[0] for f in faults} == {"samples.tsv, line 2", "samples.tsv, line 3"}


def test_every_code_is_explained() -> None:
    for told in vocabulary():
        for code in told.codes:
            assert f"{code} ({told.title}; {told.room}): " in run_explain(code)
    assert run_explain("NO_SUCH_CODE") == ""


def test_help_does_not_import_heavy_modules() -> None:
    program = (
        "import sys; from osteo_annot.cli.main import parser; parser().format_help();"
        "heavy = {'pandas', 'pysam', 'cyvcf2', 'pydantic', 'jinja2', 'numpy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]"


# --- policy and sources -----------------------------------------------------------------------


def known_files(folder: Path, assembly: Assembly = Assembly.GRCH38) -> list[str]:
    """Options with a source of frequencies and a policy that proposes PVS1 only."""
    source = SourceVcf(assembly).seen().write(folder / "af.vcf")
    policy = yaml.safe_load(resource_text("OSTM1/policy.yaml"))
    policy["enabled"] = ["PVS1", "PM2"]
    (folder / "lab.yaml").write_text(yaml.safe_dump(policy))
    return ["--gnomad", str(source), "--policy", str(folder / "lab.yaml")]


def test_annotate_and_batch_take_policy_and_sources(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    options = known_files(tmp_path)
    assert main(["annotate", str(vcf), "--out", str(tmp_path / "one"), *options]) == 0
    sheet = tmp_path / "sheet.tsv"
    sheet.write_text(f"sample\tfiles\nP1\t{vcf}\n")
    table = tmp_path / "t.tsv"
    batch = ["batch", str(sheet), "--out", str(tmp_path / "many"), "--table", str(table)]
    assert main([*batch, *options]) == 0
    written = [(tmp_path / folder / "P1.json").read_bytes() for folder in ("one", "many")]
    assert written[0] == written[1]
    document = json.loads(written[0])
    codes = [c["code"] for c in document["events"][0]["classification"]["criteria"]]
    assert codes == ["PVS1", "PM2"]
    digest = hashlib.sha256((tmp_path / "lab.yaml").read_bytes()).hexdigest()
    assert document["provenance"]["versions"]["policy_sha256"] == digest


def test_a_source_on_the_wrong_assembly_refuses_the_person_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = known_files(tmp_path, Assembly.GRCH37)
    paths = {
        name: Vcf((name,), assembly).add(NONSENSE, "0/1").write(tmp_path / f"{name}.vcf")
        for name, assembly in (("A37", Assembly.GRCH37), ("B38", Assembly.GRCH38))
    }
    sheet = tmp_path / "sheet.tsv"
    lines = ["sample\tfiles", *(f"{name}\t{path}" for name, path in paths.items())]
    sheet.write_text("\n".join(lines) + "\n")
    table = tmp_path / "t.tsv"
    batch = ["batch", str(sheet), "--out", str(tmp_path / "out"), "--table", str(table)]
    assert main([*batch, *options]) == 0
    with table.open() as handle:
        rows = {row["sample"]: row for row in csv.DictReader(handle, delimiter="\t")}
    assert rows["A37"]["status"] == "judged"
    assert rows["B38"]["refusal"].startswith("SOURCE_ASSEMBLY: af.vcf: ")
    command = ["annotate", str(paths["B38"]), "--out", str(tmp_path / "none"), *options]
    assert main(command) == 3
    assert "REFUSED SOURCE_ASSEMBLY: af.vcf: " in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_faulty_policy_refuses_with_every_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    policy = yaml.safe_load(resource_text("OSTM1/policy.yaml"))
    policy["splice"]["pp3_from"] = "high"
    policy["enabled"] = ["PP5"]
    (tmp_path / "lab.yaml").write_text(yaml.safe_dump(policy))
    command = ["annotate", str(vcf), "--out", str(tmp_path / "out")]
    assert main([*command, "--policy", str(tmp_path / "lab.yaml")]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("REFUSED POLICY_INVALID: lab.yaml, ") for line in lines)
