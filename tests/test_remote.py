"""Files on a server: what is fetched, and what is refused; the server here counts its bytes."""

from __future__ import annotations

import errno
import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pysam
import pysam.bcftools
import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.batch import run_batch
from osteo_annot.cli.check import run_check
from osteo_annot.cli.shared import Shared
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.knowledge import source_files
from osteo_annot.intake.knowledge.sources import SourceKind
from osteo_annot.intake.vcf import wide
from osteo_annot.intake.vcf.remote import url_of
from osteo_annot.locus.assembly import Assembly
from tests.knowledge import SourceVcf, sources
from tests.programs import needs_curl
from tests.vcf_builder import EXON, FRAMESHIFT, NONSENSE, Vcf


@dataclass(frozen=True)
class Server:
    """A folder on HTTP."""

    folder: Path
    address: str

    @property
    def sent(self) -> int:
        """Bytes of files that were sent so far."""
        with urlopen(f"{self.address}/sent") as answer:
            return int(answer.read())


@contextmanager
def serving(folder: Path, *, ranges: bool = True) -> Iterator[Server]:
    """A server of a folder, in a process of its own."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, str(SCRIPT), str(folder), "yes" if ranges else "no"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            yield Server(folder, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


@pytest.fixture
def fx_server(tmp_path) -> Iterator[Server]:
    with serving(tmp_path / "served") as server:
        yield server


SCRIPT = Path(__file__).with_name("range_server.py")


def person(folder: Path, samples: tuple[str, ...] = ("P1",), extra: int = 0) -> Path:
    """A bgzipped, indexed file; ``extra`` records of no interest all over the chromosome."""
    vcf = Vcf(
        samples=samples,
        extra_header=(
            '##FORMAT=<ID=GT,Number=1,Type=String,Description="g">',
            '##FILTER=<ID=PASS,Description="p">',
            '##INFO=<ID=X,Number=1,Type=String,Description="x">',
        ),
    )
    vcf.add(NONSENSE, *["0/1"] * len(samples)).add(FRAMESHIFT, *["0/1"] * len(samples))
    rng = random.Random(3)
    for step in range(extra):
        if 107_000_000 < step * 7_000 < 109_000_000:
            continue
        padding = f"X={rng.randbytes(400).hex()}"  # it cannot be compressed by much
        vcf.add((1_000 + step * 7_000, "A", "C"), *["0/1"] * len(samples), info=padding)
    plain = vcf.write(folder.parent / "plain.vcf")
    path = folder / "person.vcf.gz"
    pysam.tabix_compress(str(plain), str(path), force=True)
    pysam.tabix_index(str(path), preset="vcf", force=True)
    return path


def states(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["sample"], row["state"]) for row in rows]


@needs_curl
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["vcf.gz", "bcf"])
def test_only_header_index_and_locus_cross_the_network(fx_server, tmp_path, monkeypatch, kind):
    path = person(fx_server.folder, extra=20_000)
    if kind == "bcf":
        bcf = path.with_name("person.bcf")
        pysam.bcftools.view("-Ob", "-o", str(bcf), str(path), catch_stdout=False)
        pysam.bcftools.index(str(bcf))
        path = bcf
    monkeypatch.chdir(tmp_path)
    before = {entry.name for entry in tmp_path.iterdir()}
    url = Path(f"{fx_server.address}/{path.name}?key=secret")
    rows, faults = run_annotate([url], tmp_path / "out")
    assert (states(rows), faults) == ([("P1", "POSSIBLE_COMPHET_UNPHASED")], [])
    assert fx_server.sent < 0.5 * path.stat().st_size  # what buffers hold on the way counts too
    assert {entry.name for entry in tmp_path.iterdir()} == before | {"out"}, "no index left behind"
    report = (tmp_path / "out" / "P1.json").read_text()
    assert "secret" not in report
    local, _ = run_annotate([path], tmp_path / "local")
    assert states(rows) == states(local)


@needs_curl
@pytest.mark.slow
def test_a_wide_file_on_a_server(fx_server, tmp_path, monkeypatch):
    monkeypatch.setattr(wide, "WIDE", 5)
    person(fx_server.folder, tuple(f"S{i}" for i in range(8)))
    rows, _ = run_annotate([Path(f"{fx_server.address}/person.vcf.gz")], tmp_path / "out")
    assert states(rows) == [(f"S{i}", "POSSIBLE_COMPHET_UNPHASED") for i in range(8)]


def source(folder: Path, extra: int = 0) -> Path:
    """An indexed source of frequencies; ``extra`` records all over the chromosome."""
    fields = {"AC": "Integer", "AN": "Integer", "AF": "Float", "nhomalt": "Integer", "X": "String"}
    header = [
        f'##INFO=<ID={name},Number=1,Type={kind},Description="d">' for name, kind in fields.items()
    ]
    vcf = SourceVcf(header=header).seen().add(NONSENSE, "AC=3;AN=150000;AF=0.00002;nhomalt=0")
    rng = random.Random(3)
    for step in range(extra):
        if not 107_000_000 < step * 7_000 < 109_000_000:
            vcf.add((1_000 + step * 7_000, "A", "C"), f"AN=150000;X={rng.randbytes(400).hex()}")
    path = folder / "gnomad.vcf.gz"
    pysam.tabix_compress(str(vcf.write(folder.parent / "gnomad.vcf")), str(path), force=True)
    pysam.tabix_index(str(path), preset="vcf", force=True)
    return path


@needs_curl
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["vcf.gz", "bcf"])
def test_of_a_source_on_a_server_only_the_locus_is_fetched(fx_server, tmp_path, kind):
    path = source(fx_server.folder, extra=20_000)
    if kind == "bcf":
        bcf = path.with_name("gnomad.bcf")
        pysam.bcftools.view("-Ob", "-o", str(bcf), str(path), catch_stdout=False)
        pysam.bcftools.index(str(bcf))
        path = bcf
    url = Path(f"{fx_server.address}/{path.name}?key=secret")
    kinds = SourceKind.FREQUENCIES
    (remote,) = sources(Assembly.GRCH38, {kinds: (url,)}).items
    assert fx_server.sent < 0.5 * path.stat().st_size  # what buffers hold on the way counts too
    (local,) = sources(Assembly.GRCH38, {kinds: (path,)}).items
    assert remote.alleles.keys() == local.alleles.keys()
    assert remote.sha256_of == "header_and_locus"
    assert (remote.name, "secret" in remote.label) == (path.name, False)


@needs_curl
@pytest.mark.slow
def test_the_check_tells_a_source_that_cannot_be_used_once(fx_server, tmp_path):
    person(fx_server.folder, ("A", "B"))
    path = source(fx_server.folder).with_name("gnomad.vcf.gz.tbi")
    sheet = tmp_path / "samples.tsv"
    lines = (f"{name}\t{fx_server.address}/person.vcf.gz\n" for name in "AB")
    sheet.write_text("".join(("sample\tfiles\n", *lines)))
    shared = Shared(knowledge=KnowledgeFiles(gnomad=(Path(f"{fx_server.address}/gnomad.vcf.gz"),)))
    assert run_check(sheet, shared) == (2, [])
    path.unlink()
    source_files._read.cache_clear()
    count, (fault,) = run_check(sheet, shared)
    assert (count, fault.code, fault.where) == (
        2,
        RefusalCode.REMOTE_NOT_READABLE,
        "gnomad.vcf.gz",
    )


def alignments(folder: Path, far: int = 0) -> Path:
    """An indexed BAM: 30 reads over each base of the exons, ``far`` reads elsewhere on chr6."""
    rng = random.Random(5)
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": "chr6", "LN": 170_805_979}],
        "RG": [{"ID": "a", "SM": "P1"}],
    }
    starts = [rng.randrange(1_000, 60_000_000) for _ in range(far)]
    for exon in EXON.values():
        starts += range(exon.start - 200, exon.end + 100, 5)
    path = folder / "reads.bam"
    with pysam.AlignmentFile(str(path), "wb", header=header) as handle:
        for number, start in enumerate(sorted(starts)):
            read = pysam.AlignedSegment(handle.header)
            read.query_name, read.reference_id, read.reference_start = f"r{number}", 0, start
            read.mapping_quality, read.cigartuples = 60, [(0, 150)]
            read.query_sequence = "".join(rng.choices("ACGT", k=150))
            read.query_qualities = pysam.qualitystring_to_array("I" * 150)
            read.set_tag("RG", "a")
            handle.write(read)
    pysam.index(str(path))
    return path


@needs_curl
@pytest.mark.slow
@pytest.mark.parametrize("index", ["reads.bam.bai", "reads.bai"])
def test_of_reads_on_a_server_only_those_around_the_gene_are_fetched(fx_server, tmp_path, index):
    path = alignments(fx_server.folder, far=100_000)
    path.with_name("reads.bam.bai").rename(path.with_name(index))
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "p.vcf")
    url = Path(f"{fx_server.address}/reads.bam?key=secret")
    run_annotate([vcf], tmp_path / "remote", coverage=[url])
    # htslib reads ahead at the gene and at the stretch far from it that anchors the depth
    assert fx_server.sent < 0.65 * path.stat().st_size
    run_annotate([vcf], tmp_path / "local", coverage=[path])
    remote, local = (
        json.loads((tmp_path / folder / "P1.json").read_text()) for folder in ("remote", "local")
    )
    for part in ("verdict", "callability", "limits", "reads"):
        assert remote[part] == local[part]
    assert remote["callability"]["exons"][1]["small_variants"] == "callable"
    run_annotate([vcf], tmp_path / "named", reads=[f"P1={url}"])
    named = json.loads((tmp_path / "named" / "P1.json").read_text())
    assert named["reads"] == local["reads"]
    assert named["reads"]["reads"] > 0
    told = next(f for f in remote["provenance"]["inputs"] if f["kind"] == "alignments")
    assert (told["name"], told["sha256_of"]) == ("reads.bam", "header_and_locus")
    assert "secret" not in json.dumps(remote)


@needs_curl
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("none.bam", "The server has no such file (404)."),
        ("person.vcf", "It is neither BAM nor CRAM."),
        ("reads.bam", "There is no index (.bai, .csi or .crai) beside it."),
        ("reads.cram", "A CRAM cannot be read without a reference FASTA."),
    ],
)
def test_reads_on_a_server_that_cannot_be_used_are_refused(fx_server, tmp_path, name, what):
    alignments(fx_server.folder).with_name("reads.bam.bai").unlink()
    (fx_server.folder / "reads.cram").write_bytes(b"CRAM" + bytes(200_000))
    vcf = Vcf().add(NONSENSE, "0/1").write(fx_server.folder / "person.vcf")
    with pytest.raises(RefusedError) as refused:
        run_annotate([vcf], tmp_path, coverage=[Path(f"{fx_server.address}/{name}")])
    (fault,) = refused.value.faults
    assert (fault.where, fault.what) == (name, what)


def refusal(
    server: Server,
    out: Path,
    name: str = "person.vcf.gz",
    code: RefusalCode = RefusalCode.REMOTE_NOT_READABLE,
) -> str:
    with pytest.raises(RefusedError) as refused:
        run_annotate([Path(f"{server.address}/{name}")], out)
    (fault,) = refused.value.faults
    assert fault.code is code
    assert fault.where == name
    return fault.what


def test_a_library_that_the_system_lacks_is_named(tmp_path, monkeypatch):
    """As on a machine without libcurl: htslib then knows no kind of address (EPROTONOSUPPORT)."""

    def lacking(*_: object) -> None:
        raise OSError(errno.EPROTONOSUPPORT, "failed to open HFile")

    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "p.vcf")
    monkeypatch.setattr(pysam, "HFile", lacking)
    for vcfs, coverage in (([Path("https://h/p.vcf.gz")], ()), ([vcf], [Path("s3://b/p.bam")])):
        with pytest.raises(RefusedError) as refused:
            run_annotate(vcfs, tmp_path / "out", coverage=coverage)
        (fault,) = refused.value.faults
        assert fault.code is RefusalCode.LIBRARY_MISSING
        assert "libcurl.so.4 (Debian, Ubuntu: libcurl4)" in fault.what


@needs_curl
@pytest.mark.slow
def test_a_server_that_is_not_there_is_told_from_a_file_that_is_not_there(fx_server, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = Server(tmp_path, f"http://127.0.0.1:{probe.getsockname()[1]}")
        code = RefusalCode.SERVER_UNAVAILABLE
        assert refusal(nobody, tmp_path, code=code) == "No server answers."
    assert refusal(fx_server, tmp_path) == "The server has no such file (404)."


@needs_curl
@pytest.mark.slow
def test_a_server_without_ranges_is_refused(tmp_path):
    with serving(tmp_path / "served", ranges=False) as server:
        person(server.folder, extra=20_000)
        what = refusal(server, tmp_path)
    assert what == "The server gives the file only whole, not in ranges."


@needs_curl
@pytest.mark.slow
def test_a_file_without_index_is_refused(fx_server, tmp_path):
    person(fx_server.folder).with_name("person.vcf.gz.tbi").unlink()
    assert refusal(fx_server, tmp_path) == "There is no index (.csi or .tbi) beside it."


@needs_curl
@pytest.mark.slow
def test_a_file_that_is_not_there_is_refused(fx_server, tmp_path):
    assert refusal(fx_server, tmp_path) == "The server has no such file (404)."


@needs_curl
@pytest.mark.slow
def test_a_file_that_no_index_can_point_into_is_refused(fx_server, tmp_path):
    (fx_server.folder / "person.vcf").write_text(Vcf().add(NONSENSE, "0/1").text())
    assert refusal(fx_server, tmp_path, "person.vcf") == "It is neither bgzipped nor a BCF."


@needs_curl
@pytest.mark.slow
def test_a_sheet_may_name_addresses(fx_server, tmp_path):
    person(fx_server.folder)
    sheet = tmp_path / "samples.tsv"
    sheet.write_text(
        "sample\tfiles\tvcf_sample\n"
        f"A\t{fx_server.address}/person.vcf.gz\tP1\n"
        f"B\t{fx_server.address}/missing.vcf.gz\tP1\n"
    )
    rows = run_batch(sheet, tmp_path / "out", tmp_path / "out.tsv")
    assert rows[0]["state"] == "POSSIBLE_COMPHET_UNPHASED"
    assert rows[1]["refusal"].startswith("REMOTE_NOT_READABLE: missing.vcf.gz")


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://host/a/b.vcf.gz", "https://host/a/b.vcf.gz"),
        ("s3://bucket/b.bcf", "s3://bucket/b.bcf"),
        ("data/b.vcf.gz", None),
        ("https", None),
    ],
)
def test_an_address_is_told_from_a_path(written, url):
    assert url_of(Path(written)) == url
