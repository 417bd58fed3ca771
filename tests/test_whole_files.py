"""A file that did not look, or is not whole, has no say: each kind of damage, and just not that.

Sources: VCF 4.5 (header, contigs, order, columns), SAM specification 4.1 and RFC 1952 (BGZF), the
rule that a negative is earned (clinical rules 2.7).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pysam
import pysam.bcftools
import pytest

from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import InputSet, read_inputs
from osteo_annot.intake.vcf.file import in_order
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.verdict.pipeline import judge_person

END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
BOTH = pytest.mark.parametrize("assembly", list(Assembly))


def row(contig: str, position: int, ref: str = "N", alt: str = "A", cell: str = "0/1:30:99") -> str:
    return f"{contig}\t{position}\t.\t{ref}\t{alt}\t50\tPASS\t.\tGT:DP:GQ\t{cell}"


def text_of(assembly: Assembly, rows: Sequence[str], contigs: Sequence[str] = ()) -> str:
    """A VCF of one sample; the header declares the contigs, without them 2, 6 and 7."""
    declared = contigs or ("chr2", f"chr6,length={LOCUS.lengths[assembly]}", "chr7")
    header = ["##fileformat=VCFv4.2", f"##reference={assembly.value}.fa"]
    header += [f"##contig=<ID={contig}>" for contig in declared]
    header += ["#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP1"]
    return "\n".join([*header, *rows]) + "\n"


def ordinary(assembly: Assembly) -> list[str]:
    """Rows before and behind the gene, and none in it."""
    del assembly
    places = (("chr2", 1_000_000), ("chr6", 26_000_000), ("chr6", 151_000_000), ("chr7", 5_000_000))
    return [row(contig, place) for contig, place in places]


def read(folder: Path, assembly: Assembly, text: str | bytes, name: str = "a.vcf") -> InputSet:
    """The file beside a BED that calls every exon callable."""
    path, bed = folder / name, folder / "all.bed"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    exons = sorted(gene_model(assembly).exons, key=lambda exon: exon.start)
    bed.write_text("".join(f"chr6\t{e.start - 60}\t{e.end + 60}\n" for e in exons))
    return read_inputs([path], assembly=assembly, coverage=[bed])


def callable_exons(inputs: InputSet) -> set[str]:
    judged = judge_person(inputs, "P1")
    return {exon.small_variants.value for exon in judged.facts.callability}


def codes(inputs: InputSet) -> list[str]:
    return [note.code.value for note in inputs.notes]


def refusal(folder: Path, text: str | bytes, name: str = "a.vcf") -> str:
    with pytest.raises(RefusedError) as caught:
        read(folder, Assembly.GRCH38, text, name)
    return caught.value.faults[0].code.value


@BOTH
def test_a_whole_file_beside_a_bed_has_its_say(tmp_path: Path, assembly: Assembly) -> None:
    inputs = read(tmp_path, assembly, text_of(assembly, ordinary(assembly)))
    assert codes(inputs) == []
    assert callable_exons(inputs) == {"callable"}


def _joined(rows: list[str], mark: str) -> list[str]:
    return [rows[0] + mark + rows[1], *rows[2:]]


Change = Callable[[list[str]], list[str]]
DAMAGES: dict[str, tuple[str, Change]] = {
    "no record": ("NO_RECORD_OF_GENOME", lambda rows: rows[:0]),
    "only another chromosome": ("NO_RECORD_ON_CHROMOSOME", lambda rows: rows[:1]),
    "the chromosome left out": ("NO_RECORD_ON_CHROMOSOME", lambda rows: [rows[0], rows[3]]),
    "ends before the gene": ("ENDS_BEFORE_GENE", lambda rows: rows[:2]),
    "starts behind the gene": ("STARTS_BEHIND_GENE", lambda rows: rows[2:]),
    "capitals": ("CONTIG_NOT_DECLARED", lambda rows: [*rows, row("CHR6", 108_074_616)]),
    "other capitals": ("CONTIG_NOT_DECLARED", lambda rows: [*rows, row("Chr6", 108_074_616)]),
    "blank before": ("CONTIG_NOT_DECLARED", lambda rows: [*rows, row(" chr6", 108_074_616)]),
    "blank behind": ("CONTIG_NOT_DECLARED", lambda rows: [*rows, row("chr6 ", 108_074_616)]),
    "unknown contig": ("CONTIG_NOT_DECLARED", lambda rows: [*rows, row("chr&", 108_074_616)]),
    "commented out": ("RECORD_COMMENTED_OUT", lambda rows: [*rows, "#" + row("chr6", 108_074_616)]),
    "twice commented out": ("RECORD_COMMENTED_OUT", lambda rows: ["##" + rows[1], *rows]),
    "joined": ("COLUMNS_DISAGREE", lambda rows: _joined(rows, "")),
    "joined by a bare CR": ("COLUMNS_DISAGREE", lambda rows: _joined(rows, "\r")),
    "a column lost": ("COLUMNS_DISAGREE", lambda rows: [rows[0].replace("\t.", "", 1), *rows[1:]]),
    "blanks for tabs": ("COLUMNS_DISAGREE", lambda rows: [*rows, rows[3].replace("\t", " ")]),
    "position of no base": (
        "POSITION_BEYOND_CHROMOSOME",
        lambda rows: [*rows[:3], row("chr6", 508_074_616), rows[3]],
    ),
    "position falls": (
        "POSITIONS_FALL",
        lambda rows: [*rows[:3], row("chr6", 18_074_616), rows[3]],
    ),
    "contig comes again": ("POSITIONS_FALL", lambda rows: [*rows, row("chr6", 160_000_000)]),
    "POS no number": (
        "RECORD_NOT_READABLE",
        lambda rows: [*rows[:2], row("chr6", 108_074_616).replace("108", "1o8"), *rows[2:]],
    ),
}


@BOTH
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_did_not_look_has_no_say(
    tmp_path: Path, assembly: Assembly, damage: str
) -> None:
    code, change = DAMAGES[damage]
    inputs = read(tmp_path, assembly, text_of(assembly, change(ordinary(assembly))))
    assert code in codes(inputs)
    assert callable_exons(inputs) == {"not_callable"}


@BOTH
@pytest.mark.parametrize(
    ("alt", "end_behind", "has_say"),
    [
        ("<NON_REF>", 0, True),  # a block from before the gene to its last base
        ("<NON_REF>", -1, False),  # one base of the gene is not told of
        ("A", 0, False),  # END of anything else tells of no reference
    ],
)
@pytest.mark.parametrize("kind", ["vcf", "bcf"])
def test_a_block_over_the_whole_gene_looked_there(
    tmp_path: Path, assembly: Assembly, alt: str, end_behind: int, has_say: bool, kind: str
) -> None:
    """VCF 4.5 section 5.5: a reference block tells of all bases from POS to END."""
    gene = gene_model(assembly)
    last = row("chr6", gene.start - 1_000, alt=alt, cell="0/0:30:99")
    last = last.replace("\tPASS\t.\t", f"\tPASS\tEND={gene.end + end_behind}\t")
    text: str | bytes = text_of(assembly, [*ordinary(assembly)[:2], last])
    if kind == "bcf":
        fields = (("FORMAT", "GT", "String"), ("FORMAT", "DP", "Integer"))
        fields += (("FORMAT", "GQ", "Integer"), ("INFO", "END", "Integer"))
        lines = [f'##{k}=<ID={i},Number=1,Type={t},Description="x">' for k, i, t in fields]
        (tmp_path / "b.vcf").write_text(str(text).replace("#CHROM", "\n".join([*lines, "#CHROM"])))
        path = str(tmp_path / "b.bcf")
        pysam.bcftools.view("-Ob", "-o", path, str(tmp_path / "b.vcf"), catch_stdout=False)
        text = Path(path).read_bytes()
    found = codes(read(tmp_path, assembly, text, f"a.{kind}"))
    assert ("ENDS_BEFORE_GENE" not in found) is has_say


WHOLE: dict[str, tuple[Sequence[str], Change]] = {
    "no contigs declared": (("chr6",), lambda rows: rows[1:3]),
    "other words of contigs": (("chr2", "chr6", "chr7", "HLA-A*01:01"), lambda rows: rows),
    "one contig, ends early": (("chr6",), lambda rows: rows[1:2]),
    "two rows of one place": ((), lambda rows: [rows[0], rows[1], rows[1], *rows[2:]]),
    "one contig, starts late": (("chr6",), lambda rows: rows[2:3]),
    "an empty line": ((), lambda rows: [*rows[:2], "", *rows[2:]]),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_what_only_looks_odd_has_its_say(tmp_path: Path, kind: str) -> None:
    contigs, change = WHOLE[kind]
    text = text_of(Assembly.GRCH38, change(ordinary(Assembly.GRCH38)), contigs)
    inputs = read(tmp_path, Assembly.GRCH38, text)
    assert codes(inputs) == []
    assert callable_exons(inputs) == {"callable"}


def test_a_file_that_nobody_sorted_has_its_say(tmp_path: Path) -> None:
    # Merging tools write structural records in no order; then no single row was changed.
    rows = [row("chr6", 20_000_000 + 7_000_000 * (n * 7 % 20)) for n in range(20)]
    inputs = read(tmp_path, Assembly.GRCH38, text_of(Assembly.GRCH38, rows, ("chr6",)))
    assert codes(inputs) == ["NOT_SORTED"]
    assert callable_exons(inputs) == {"callable"}


def test_crlf_is_no_bare_cr(tmp_path: Path) -> None:
    text = text_of(Assembly.GRCH38, ordinary(Assembly.GRCH38)).replace("\n", "\r\n")
    inputs = read(tmp_path, Assembly.GRCH38, text)
    assert codes(inputs) == ["CRLF_LINE_ENDS"]
    assert callable_exons(inputs) == {"callable"}


# --- the end of the text, and the containers


@pytest.mark.parametrize("lost", [1, 2, 9])
def test_text_without_line_end_is_cut(tmp_path: Path, lost: int) -> None:
    text = text_of(Assembly.GRCH38, ordinary(Assembly.GRCH38))
    assert refusal(tmp_path, text[:-lost]) == "TRUNCATED_FILE"
    packed = tmp_path / "b.vcf.gz"
    (tmp_path / "b.vcf").write_text(text[:-lost])
    pysam.tabix_compress(str(tmp_path / "b.vcf"), str(packed), force=True)
    pysam.tabix_index(str(packed), preset="vcf", force=True)
    assert refusal(tmp_path, packed.read_bytes(), packed.name) == "TRUNCATED_FILE"
    (tmp_path / "b.vcf").write_text(text)
    pysam.tabix_compress(str(tmp_path / "b.vcf"), str(packed), force=True)
    pysam.tabix_index(str(packed), preset="vcf", force=True)
    assert read(tmp_path, Assembly.GRCH38, packed.read_bytes(), packed.name).files


def packed(folder: Path, *, index: bool) -> Path:
    """A bgzipped file of many blocks, with a tabix index or without."""
    rows = [
        row(contig, place)
        for contig, last in (("chr2", 200_000_000), ("chr6", 170_000_000), ("chr7", 150_000_000))
        for place in range(1_000_000, last, 50_000)
    ]
    plain = folder / "whole.vcf"
    plain.write_text(text_of(Assembly.GRCH38, rows))
    target = folder / "whole.vcf.gz"
    pysam.tabix_compress(str(plain), str(target), force=True)
    if index:
        pysam.tabix_index(str(target), preset="vcf", force=True)
    return target


def blocks(data: bytes) -> list[bytes]:
    """The blocks of a BGZF file (BSIZE stands at byte 16 of each)."""
    found: list[bytes] = []
    while data:
        size = int.from_bytes(data[16:18], "little") + 1
        found.append(data[:size])
        data = data[size:]
    return found


def test_every_block_of_a_bgzip_is_checked(tmp_path: Path) -> None:
    path = packed(tmp_path, index=False)
    whole = blocks(path.read_bytes())
    assert len(whole) > 4
    flipped = bytearray(b"".join(whole))
    flipped[len(whole[0]) + 400] ^= 1
    damaged = {
        "DAMAGED_FILE": [
            b"".join([*whole[:2], b"\0" * 30, *whole[2:]]),
            b"".join([*whole[:2], END, *whole[2:]]),
            bytes(flipped),
        ],
        "TRUNCATED_FILE": [b"".join([*whole[:2], END]), b"".join(whole[:2])[:-40] + END],
        "NO_BGZF_END": [b"".join(whole[:-1])],
    }
    for code, texts in damaged.items():
        for data in texts:
            found = refusal(tmp_path, data, "x.vcf.gz")
            assert found == code or (data.endswith(END) and found in damaged), (code, found)
    assert codes(read(tmp_path, Assembly.GRCH38, b"".join(whole), "x.vcf.gz")) == []


def test_an_index_has_to_fit_its_data(tmp_path: Path) -> None:
    path = packed(tmp_path, index=True)
    index = Path(f"{path}.tbi").read_bytes()
    data = path.read_bytes()
    whole = blocks(data)

    def with_index(content: bytes, name: str) -> str:
        (tmp_path / name).write_bytes(content)
        (tmp_path / f"{name}.tbi").write_bytes(index)
        try:
            inputs = read_inputs([tmp_path / name], assembly=Assembly.GRCH38)
        except RefusedError as error:
            return error.faults[0].code.value
        return ",".join(codes(inputs))

    assert with_index(data, "same.vcf.gz") == ""
    # Cut at the border of a block, with an end: the index knows records behind it.
    assert with_index(b"".join([*whole[:3], END]), "cut.vcf.gz") == "TRUNCATED_FILE"
    # Records that were added behind what the index knows.
    assert with_index(b"".join([*whole[:-1], whole[-2], END]), "more.vcf.gz") == "BROKEN_INDEX"


def test_a_damaged_block_at_the_gene_is_refused_by_index_too(tmp_path: Path) -> None:
    for kind in ("vcf.gz", "bcf"):
        path = packed(tmp_path, index=True)
        if kind == "bcf":
            source, path = path, tmp_path / "whole.bcf"
            header = '##FORMAT=<ID=%s,Number=1,Type=%s,Description="x">'
            fields = "\n".join(header % f for f in (("GT", "String"), ("DP", "Integer")))
            text = pysam.BGZFile(str(source)).read().decode()
            text = text.replace("#CHROM", f"{fields}\n{header % ('GQ', 'Integer')}\n#CHROM", 1)
            (tmp_path / "b.vcf").write_text(text)
            pysam.bcftools.view("-Ob", "-o", str(path), str(tmp_path / "b.vcf"), catch_stdout=False)
            pysam.bcftools.index("-f", str(path), catch_stdout=False)
        data = bytearray(path.read_bytes())
        starts = [0]
        for block in blocks(bytes(data)):
            starts.append(starts[-1] + len(block))
        for start in starts[1:-2]:
            data[start + 200] ^= 1
        path.write_bytes(bytes(data))
        for beside in (Path(f"{path}.tbi"), Path(f"{path}.csi")):
            if beside.exists():
                os.utime(beside)
        with pytest.raises(RefusedError) as caught:
            read_inputs([path], assembly=Assembly.GRCH38)
        assert caught.value.faults[0].code.value == "DAMAGED_FILE"
        assert "tabix" not in caught.value.faults[0].remedy


@pytest.mark.parametrize("indexed", [True, False])
def test_every_block_of_a_bcf_is_checked(tmp_path: Path, indexed: bool) -> None:
    """Also those to which no index leads, and an end block that a library passes over."""
    path = packed(tmp_path, index=False)
    header = '##FORMAT=<ID=%s,Number=1,Type=%s,Description="x">'
    fields = (("GT", "String"), ("DP", "Integer"), ("GQ", "Integer"))
    text = pysam.BGZFile(str(path)).read().decode()
    text = text.replace("#CHROM", "\n".join([*(header % f for f in fields), "#CHROM"]), 1)
    (tmp_path / "b.vcf").write_text(text)
    bcf = tmp_path / "b.bcf"
    pysam.bcftools.view("-Ob", "-o", str(bcf), str(tmp_path / "b.vcf"), catch_stdout=False)
    if indexed:
        pysam.bcftools.index("-f", str(bcf), catch_stdout=False)
    whole = blocks(bcf.read_bytes())
    assert len(whole) > 3
    assert codes(read_inputs([bcf], assembly=Assembly.GRCH38)) == []
    damaged = [b"".join([*whole[:-2], END, *whole[-2:]])]
    for number in range(len(whole) - 1):
        changed = bytearray(whole[number])
        changed[-8] ^= 1  # the check sum (RFC 1952)
        damaged.append(b"".join([*whole[:number], bytes(changed), *whole[number + 1 :]]))
    for data in damaged:
        bcf.write_bytes(data)
        if indexed:
            os.utime(f"{bcf}.csi")
        with pytest.raises(RefusedError) as caught:
            read_inputs([bcf], assembly=Assembly.GRCH38)
        assert caught.value.faults[0].code.value == "DAMAGED_FILE"


@pytest.mark.parametrize("kind", ["fifo", "folder", "device"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.vcf"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path("/dev/null")
    said: list[str] = []

    def ask() -> None:
        try:
            read_inputs([path])
        except RefusedError as error:
            said.append(error.faults[0].code.value)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(timeout=20)
    assert said == ["NOT_A_REGULAR_FILE"]


# --- other genomes


@pytest.mark.parametrize(
    "name",
    [
        "chm13v2.0.fa",
        "T2T-CHM13.fasta",
        "hs1.fa.gz",
        "hg18.fa",
        "NCBI36.fa",
        "human_b36_both.fasta",
        "GCA_009914755.4.fna",
        "GCF_009914755.1_T2T-CHM13v2.0_genomic.fna",
    ],
)
def test_other_genomes_are_refused_by_name(tmp_path: Path, name: str) -> None:
    text = text_of(Assembly.GRCH38, ordinary(Assembly.GRCH38)).replace("GRCh38.fa", name)
    text = text.replace(f",length={LOCUS.lengths[Assembly.GRCH38]}", "")
    assert refusal(tmp_path, text) == "ASSEMBLY_NOT_SUPPORTED"


@pytest.mark.parametrize(
    "name", ["human_g1k_v37.fasta", "hs37d5.fa", "hg38.fa", "hs38DH.fa", "chs1_lab.fa"]
)
def test_no_other_name_is_taken_for_another_genome(tmp_path: Path, name: str) -> None:
    assembly = Assembly.GRCH37 if "37" in name else Assembly.GRCH38
    text = text_of(assembly, ordinary(assembly)).replace(f"{assembly.value}.fa", name)
    assert read(tmp_path, assembly, text).assembly is assembly


def test_a_placeholder_is_no_length(tmp_path: Path) -> None:
    text = text_of(Assembly.GRCH38, ordinary(Assembly.GRCH38))
    text = text.replace(str(LOCUS.lengths[Assembly.GRCH38]), "2147483647")
    assert read(tmp_path, Assembly.GRCH38, text).assembly is Assembly.GRCH38
    text = text.replace("2147483647", "2147483646")
    assert refusal(tmp_path, text) == "ASSEMBLY_NOT_SUPPORTED"


# --- headers


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("#CHROM", "\n#CHROM"), "Line 6 of the header is empty"),
        (("#CHROM", "chr6 x\n#CHROM"), 'Line 6 of the header is "chr6 x"'),
        (("VCFv4.2", "VCFv4.1 "), '"VCFv4.1 " with a blank behind it'),
        (("\tFORMAT\tP1", ""), "There is no sample column. A genotype column is needed"),
    ],
)
def test_a_header_that_is_refused_says_where(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    text = text_of(Assembly.GRCH38, ordinary(Assembly.GRCH38)).replace(*change, 1)
    with pytest.raises(RefusedError) as caught:
        read(tmp_path, Assembly.GRCH38, text)
    assert said in caught.value.faults[0].line()


@BOTH
def test_blocks_tell_of_reference_bases_also_without_their_header_line(
    tmp_path: Path, assembly: Assembly
) -> None:
    spans = [(e.start - 60, e.end + 60) for e in reversed(gene_model(assembly).exons)]
    rows = [
        f"chr6\t{first}\t.\tN\t<NON_REF>\t.\t.\tEND={last}\tGT:DP:GQ\t0/0:35:70"
        for first, last in spans
    ]
    path = tmp_path / "a.vcf"
    path.write_text(text_of(assembly, rows, ("chr6",)))
    assert callable_exons(read_inputs([path])) == {"callable"}


@pytest.mark.parametrize("kind", ["coverage", "depth_reference", "reference"])
def test_no_other_input_may_be_a_pipe(tmp_path: Path, kind: str) -> None:
    path, pipe = tmp_path / "a.vcf", tmp_path / "pipe"
    path.write_text(text_of(Assembly.GRCH38, ordinary(Assembly.GRCH38)))
    os.mkfifo(pipe)
    option = pipe if kind == "reference" else [pipe]
    with pytest.raises(RefusedError) as caught:
        read_inputs([path], **{kind: option})  # type: ignore[arg-type]
    assert caught.value.faults[0].code.value == "NOT_A_REGULAR_FILE"


def test_a_line_without_columns_has_no_place_in_the_order() -> None:
    """Blanks in the place of tabs: some indexes are made over them, and rows tell of them."""
    lines = [row("chr6", 108_060_000), row("chr6", 1).replace("\t", " "), "chr6", ""]
    lines.append(row("chr6", 108_060_001))
    assert list(in_order("a.vcf.gz", lines)) == lines
    with pytest.raises(RefusedError, match="UNSORTED"):
        list(in_order("a.vcf.gz", [*lines, row("chr6", 108_060_000)]))
