"""A file without index is looked at in blocks; no record at the locus is passed by.

What is expected comes from ``reaches``, asked of each line by itself, and from a survey to which
every line is shown: blocks are a matter of speed only.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from osteo_annot.intake.vcf import container, file
from osteo_annot.intake.vcf.file import open_vcf
from osteo_annot.intake.vcf.reach import LAST_READ, WINDOWS, reaches_any
from osteo_annot.intake.vcf.survey import Survey
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from tests.test_whole_files import END

_FIRST = min(start for start, _ in WINDOWS)
_HEADER = (
    "##fileformat=VCFv4.2\n{more}##contig=<ID=chr5>\n##contig=<ID=chr6>\n##contig=<ID=chr7>\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP1\n"
)
_DECLARED = '##INFO=<ID=END,Number=1,Type=Integer,Description="End">\n'
_FAR_INFO = (
    f"END={_FIRST - 1}",
    f"END={_FIRST}",
    f"SVTYPE=DEL;END={LAST_READ + 9_000_000}",
    "END=.",
    f"END={_FIRST}.5",
    "SVLEN=-99000000",
    "SVLEN=-5,-99000000",
    "CNVLEN=99000000",
    "REFLEN=99000000",
    "AVGLEN=99000000.0",
    "CIPOS=-10,99000000",
    "CIEND=99000000",
    "CIEND=0,99000000",
    "NEND=108100000",
    "SVTYPE=DEL",
)
_FAR_ALT = (
    f"N[chr6:{_FIRST + 20}[",
    f"]6:{LAST_READ}]N",
    "N[chr7:500[",
    ".N",
    "<DEL>",
    "<NON_REF>",
)


def line(
    position: object, *, alt: str = "T", info: str = ".", ref: str = "C", chrom: str = "chr6"
) -> str:
    return f"{chrom}\t{position}\t.\t{ref}\t{alt}\t50\tPASS\t{info}\tGT:DP\t0/1:30"


def plain(first: int, last: int, count: int) -> list[str]:
    """So many plain records over an interval."""
    step = max(1, (last - first) // count)
    return [line(first + n * step) for n in range(count)]


def genome(odd: list[str], count: int = 1_500) -> list[str]:
    """A chromosome with odd records in order of POS, between two others."""
    lines = [*plain(10_000, LAST_READ + 40_000_000, count), *odd]
    lines.sort(key=lambda text: int(text.split("\t")[1]))
    others = [plain(1_000, 100_000_000, 300)] * 2
    before, behind = (
        [text.replace("chr6", chrom) for text in some]
        for some, chrom in zip(others, ("chr5", "chr7"), strict=True)
    )
    return [*before, *lines, *behind]


def bgzipped(data: bytes, size: int) -> bytes:
    """BGZF (SAM specification 4.1) with so many bytes in a block."""
    return b"".join(map(block, (data[at : at + size] for at in range(0, len(data), size)))) + END


def block(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + struct.pack("<H", len(packed) + 25)
    return head + packed + struct.pack("<II", zlib.crc32(data), len(data))


def written(
    path: Path, lines: list[str], more: str = "", end: str = "\n", size: int = 65_280
) -> Path:
    text = _HEADER.format(more=more) + end.join(lines) + end
    path.write_bytes(bgzipped(text.encode(), size))
    return path


def read(path: Path, assembly: Assembly = Assembly.GRCH38) -> tuple[list[str], object]:
    """Lines at the locus, and what was odd in the file."""
    opened = open_vcf(path)
    return list(opened.lines), opened.survey.notes("x", assembly)


def read_one_by_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], object]:
    """The same where no block is passed by."""
    with monkeypatch.context() as patched:
        patched.setattr(file, "cannot_reach", lambda *_: False)
        patched.setattr(Survey, "_passes_by", lambda *_: False)
        return read(path)


def expected(lines: list[str]) -> list[str]:
    on_six = (text for text in lines if text.startswith("chr6\t"))
    return [t for t in on_six if int(t.split("\t")[1]) <= LAST_READ and reaches_any(t)]


@pytest.mark.parametrize("more", ["", _DECLARED], ids=["no END declared", "END declared"])
@pytest.mark.parametrize("at_once", [1, 3_000, 256 << 10])
def test_far_records_that_meet_the_locus_are_found(tmp_path, monkeypatch, more, at_once):
    monkeypatch.setattr(container, "_AT_ONCE", at_once)
    far = [line(40_000_000 + n, info=info, alt="<DEL>") for n, info in enumerate(_FAR_INFO)]
    far += [line(50_000_000 + n, alt=alt) for n, alt in enumerate(_FAR_ALT)]
    lines = genome([*far, *plain(*WINDOWS[0], 20)])
    found, notes = read(written(tmp_path / "x.vcf.gz", lines, more))
    assert found == expected(lines)
    assert sum(text in far for text in found) == 13
    assert (found, notes) == read_one_by_one(tmp_path / "x.vcf.gz", monkeypatch)


@pytest.mark.parametrize("length", [2, 20_000, 300_000])
def test_a_long_ref_reaches_from_before_the_block_that_holds_it(tmp_path, length):
    reached = line(_FIRST - length + 1, ref="C" * length, alt="C")
    missed = line(_FIRST - length, ref="C" * length, alt="C")
    lines = genome([missed, reached])
    found, _ = read(written(tmp_path / "x.vcf.gz", lines))
    assert found == expected(lines)
    assert reached in found
    assert missed not in found


def drawn(rng: random.Random) -> Iterator[str]:
    """Lines of any kind, also such as no caller should write."""
    for _ in range(rng.randint(1, 60)):
        position = rng.choice([rng.randint(1, LOCUS.last_position), rng.randint(*WINDOWS[1])])
        shown = rng.choice([str(position)] * 30 + ["0", "x", "-5", "9" * 12, "007", ""])
        text = line(
            shown,
            info=rng.choice([".", ".", "DP=3", *_FAR_INFO]),
            alt=rng.choice(["T", "T", *_FAR_ALT]),
            ref="C" * rng.choice([1, 1, 3, 300]),
            chrom=rng.choice(["chr6"] * 9 + ["6", "Chr6", "chr5", "chr7", "#chr6"]),
        )
        yield rng.choice([text] * 25 + [f"{text}\t0/0", text.rsplit("\t", 1)[0], "", f"{text}\r"])


def place(text: str) -> int:
    """POS as far as it is a number."""
    return int("0" + "".join(filter(str.isdigit, (*text.split("\t", 2), "")[1]))[:12])


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_lines_and_wherever_a_block_ends_the_answer_is_that_of_single_lines(
    tmp_path, monkeypatch, seed
):
    rng = random.Random(seed)
    lines = list(drawn(rng))
    if seed % 2:
        lines.sort(key=place)
    ends, sizes = ("\n", "\n", "\r\n"), (17, 40, 700, 65_280)
    path = written(tmp_path / "x.vcf.gz", lines, end=rng.choice(ends), size=rng.choice(sizes))
    told = read_one_by_one(path, monkeypatch)
    for at_once in (1, rng.randint(50, 5_000), 256 << 10):
        monkeypatch.setattr(container, "_AT_ONCE", at_once)
        assert read(path) == told


def test_most_of_a_genome_is_passed_by(tmp_path, monkeypatch):
    """The tests above would hold as well if no block ever were."""
    asked = []
    monkeypatch.setattr(container, "_AT_ONCE", 3_000)
    monkeypatch.setattr(file, "reaches_any", lambda text: asked.append(text) or reaches_any(text))
    lines = genome(plain(*WINDOWS[0], 20), 5_000)
    found, _ = read(written(tmp_path / "x.vcf.gz", lines, size=3_000))
    assert found == expected(lines)
    assert len(asked) < 200
