"""Damaged files: whatever byte or line is lost or changed, a finding is never a quiet negative.

``python -m validation.damage --mutants 20000 --seed 1`` damages small files of a person with a
finding, in text and in containers, and looks at what is said of each. A mutant is *lost* where the
answer is an earned negative (``NONE_CALLABLE``) or a sure carrier (``MONOALLELIC``) of a person
with both copies broken, without a refusal, a note, a contradiction or a row of the ledger that was
set aside. Two kinds are not counted, because no reader can see them: a whole line that is gone, and
a value that was changed into another one that is as good.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pysam
import pysam.bcftools

from osteo_annot.errors import RefusedError
from osteo_annot.events.model import LedgerReason
from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.notes import NoteCode
from osteo_annot.verdict.pipeline import judge_person
from osteo_annot.verdict.state import State

QUIET = {State.NONE_CALLABLE, State.MONOALLELIC}
_USUAL = {NoteCode.CALLER_NOT_KNOWN, NoteCode.NO_RECORD, NoteCode.CRLF_LINE_ENDS}
"""Notes that say nothing of damage."""
_TOLD = {
    reason for reason in LedgerReason if reason.leaves_gap or reason.name.endswith("_WITH_READS")
}
_HEADER = (
    "##fileformat=VCFv4.2",
    '##ALT=<ID=DEL,Description="Deletion">',
    '##ALT=<ID=NON_REF,Description="Any other allele">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">',
    '##FILTER=<ID=PASS,Description="p">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
    '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Least depth">',
    '##FORMAT=<ID=PR,Number=R,Type=Integer,Description="Pairs">',
    '##FORMAT=<ID=SR,Number=R,Type=Integer,Description="Split reads">',
    "##contig=<ID=chr2,length=242193529>",
    f"##contig=<ID=chr6,length={LOCUS.lengths[Assembly.GRCH38]}>",
    "##contig=<ID=chr7,length=159345973>",
)
FINDINGS = {
    "stop": "chr6\t108074616\t.\tA\tT\t812\tPASS\t.\tGT:AD:DP:GQ\t1/1:0,39:39:99",
    "deletion": "chr6\t108047046\tDEL2\tN\t<DEL>\t812\tPASS\tEND=108066099;SVTYPE=DEL;"
    "SVLEN=-19053\tGT:GQ:PR:SR\t1/1:99:0,41:0,37",
    "blocks": "chr6\t108074577\t.\tC\tT,<NON_REF>\t812\tPASS\t.\tGT:AD:DP:GQ\t0/1:20,19,0:39:99",
}
_AROUND = tuple(
    (contig, position, "chr{}\t{}\t.\tG\tA\t50\tPASS\t.\tGT:AD:DP:GQ\t0/1:20,19:39:99")
    for contig, position in (
        *((2, 135_851_076 + 1000 * n) for n in range(8)),
        *((6, 26_090_951 + 1000 * n) for n in range(8)),
        *((6, 151_842_200 + 1000 * n) for n in range(8)),
        *((7, 5_000_000 + 1000 * n) for n in range(8)),
    )
)


def _blocks() -> list[tuple[int, int, str]]:
    """Reference blocks over every exon, around the finding that stands among them."""
    place = int(FINDINGS["blocks"].split("\t")[1])
    spans = [(e.start - 60, e.end + 60) for e in gene_model(Assembly.GRCH38).exons]
    cut = [
        part
        for first, last in spans
        for part in (
            ((first, place - 1), (place + 1, last)) if first <= place <= last else ((first, last),)
        )
    ]
    cell = "GT:DP:GQ:MIN_DP\t0/0:35:70:33"
    return [
        (6, first, f"chr6\t{first}\t.\tN\t<NON_REF>\t.\t.\tEND={last}\t{cell}")
        for first, last in cut
    ]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file, and how it was damaged."""

    name: str
    suffix: str
    data: bytes
    index: bytes
    """The index of the file as it was whole; empty without one."""
    other_value: bool
    """Whether the row of the finding is as well-formed as before, and only says something else."""
    line_gone: bool


def base_text(finding: str) -> bytes:
    """The file of a person with a finding, whole."""
    rows = [(contig, place, row.format(contig, place)) for contig, place, row in _AROUND]
    row = FINDINGS[finding]
    rows.append((6, int(row.split("\t")[1]), row))
    rows += _blocks() if finding == "blocks" else []
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP1"
    body = (text for _, _, text in sorted(rows))
    return ("\n".join((*_HEADER, columns, *body)) + "\n").encode()


def mutants(count: int, seed: int, folder: Path) -> Iterator[Mutant]:
    """So many damaged files, the same for the same seed."""
    rng = random.Random(seed)
    bases = {finding: base_text(finding) for finding in FINDINGS}
    packed = {
        (finding, kind): _packed(text, kind, folder)
        for finding, text in bases.items()
        for kind in _CONTAINERS
    }
    for _ in range(count):
        finding = rng.choice(tuple(bases))
        if rng.random() < 0.7:
            name, damage = rng.choice(_TEXT)
            data = damage(bases[finding], rng)
            yield _text_mutant(f"{finding}: {name}", data, finding)
        else:
            kind = rng.choice(_CONTAINERS)
            name, damage = rng.choice(_BYTES)
            whole, index = packed[finding, kind]
            with_index = rng.random() < 0.5
            name = f"{finding}: {name} in {kind}{' with its index' if with_index else ''}"
            held = index if with_index else b""
            yield Mutant(name, kind, damage(whole, rng), held, False, False)


_CONTAINERS = (".vcf.gz", ".bcf")


def _packed(text: bytes, kind: str, folder: Path) -> tuple[bytes, bytes]:
    """The same file as bgzipped text or BCF, and its index."""
    plain, target = folder / "base.vcf", folder / f"base{kind}"
    plain.write_bytes(text)
    option = "-Ob" if kind == ".bcf" else "-Oz"
    pysam.bcftools.view("--no-version", option, "-o", str(target), str(plain), catch_stdout=False)
    pysam.bcftools.index("-f", str(target), catch_stdout=False)
    return target.read_bytes(), Path(f"{target}.csi").read_bytes()


def _text_mutant(name: str, data: bytes, finding: str) -> Mutant:
    """A damaged text, with what no reader can see."""
    row = FINDINGS[finding].encode()
    lines = data.split(b"\n")
    gone = row.rsplit(b"\t", 1)[0] not in data and not any(_kin(line, row) for line in lines)
    others = [line for line in base_text(finding).split(b"\n") if line and line != row]
    same_form = [
        line
        for line in lines
        if line != row and (_only_other_value(line, row) or _two_halves(line, row, others))
    ]
    return Mutant(name, ".vcf", data, b"", row not in lines and bool(same_form), gone)


def _kin(line: bytes, row: bytes) -> bool:
    """Whether a line still holds a good part of the row."""
    parts = row.split(b"\t")
    return any(part in line for part in (b"\t".join(parts[1:5]), b"\t".join(parts[3:])))


def _two_halves(line: bytes, row: bytes, others: list[bytes]) -> bool:
    """Whether a line is the beginning of the row and the end of another, with all its columns."""
    if line.count(b"\t") != row.count(b"\t"):
        return False
    common = next((n for n, (a, b) in enumerate(zip(line, row, strict=False)) if a != b), len(row))
    halves = range(row.index(b"\t"), common + 1)
    return any(other.endswith(line[at:]) for at in halves for other in others if line[at:])


def _only_other_value(line: bytes, row: bytes) -> bool:
    """Whether one value of the row was changed, and the new one is as good as the old."""
    new, old = line.split(b"\t"), row.split(b"\t")
    if len(new) != len(old):
        return False
    changed = [place for place, (a, b) in enumerate(zip(new, old, strict=True)) if a != b]
    if changed == [8, 9]:  # the rest of another row, whose keys and values fit each other
        return new[9].count(b":") == new[8].count(b":") and new[8].startswith(b"GT:")
    if len(changed) != 1:
        return False
    (place,) = changed
    value = new[place]
    if place == 1:  # POS, which lies between those of its neighbours
        return value.isdigit() and 26_097_951 <= int(value) <= 151_842_200
    if place in {3, 4}:
        return bool(value) and not value.strip(b"ACGTNacgtn")
    if place == 7:
        return b"END=" in value and b"SVTYPE=" in value
    if place == 9:
        return value[:1].isdigit() and value.count(b":") == old[9].count(b":")
    return False


def _at(data: bytes, rng: random.Random) -> int:
    """A place behind the header: half of them in the row of a finding."""
    begin = data.index(b"\n#CHROM") + 1
    begin = data.index(b"\n", begin) + 1
    for mark in (b"DEL2", b"108074616", b"108074577"):
        if mark in data and rng.random() < 0.5:
            row = data.rindex(b"\n", 0, data.index(mark)) + 1
            return rng.randrange(row, data.index(b"\n", row) + 1)
    return rng.randrange(begin, len(data))


def _cut(data: bytes, at: int, length: int, put: bytes = b"") -> bytes:
    """Bytes taken out at a place, and others put there."""
    return data[:at] + put + data[at + length :]


Damage = Callable[[bytes, random.Random], bytes]
_TEXT: tuple[tuple[str, Damage], ...] = (
    ("a byte lost", lambda d, r: _cut(d, _at(d, r), 1)),
    ("a byte more", lambda d, r: _cut(d, _at(d, r), 0, bytes([r.randrange(1, 256)]))),
    ("a byte changed", lambda d, r: _cut(d, _at(d, r), 1, bytes([r.randrange(1, 256)]))),
    ("a bit changed", lambda d, r: _flipped(d, _at(d, r), r)),
    ("bytes lost", lambda d, r: _cut(d, _at(d, r), r.randrange(2, 80))),
    ("bytes twice", lambda d, r: _doubled(d, _at(d, r), r.randrange(2, 80))),
    ("cut off", lambda d, r: d[: _at(d, r)]),
    ("two lines joined", lambda d, r: _cut(d, d.index(b"\n", _at(d, r) - 1), 1)),
    ("a bare CR", lambda d, r: _cut(d, d.index(b"\n", _at(d, r) - 1), 1, b"\r")),
    ("a line commented out", lambda d, r: _cut(d, _line(d, _at(d, r)), 0, b"#" * r.randint(1, 2))),
    ("a blank before", lambda d, r: _cut(d, _line(d, _at(d, r)), 0, b" ")),
    ("chromosome in capitals", lambda d, r: _cut(d, _line(d, _at(d, r)), 3, b"CHR")),
    ("tabs to blanks", lambda d, r: _blanks(d, _at(d, r))),
    ("a line moved", lambda d, r: _moved(d, _at(d, r), _at(d, r))),
)
_BYTES: tuple[tuple[str, Damage], ...] = (
    ("a byte lost", lambda d, r: _cut(d, r.randrange(len(d)), 1)),
    ("a bit changed", lambda d, r: _flipped(d, r.randrange(18, len(d)), r)),
    ("cut off", lambda d, r: d[: r.randrange(1, len(d))]),
    ("cut off, with an end", lambda d, r: d[: r.randrange(1, len(d))] + d[-28:]),
    ("zeros", lambda d, r: _cut(d, r.randrange(len(d)), 40, bytes(40))),
    ("zeros before the end", lambda d, r: d[:-28] + bytes(r.randrange(1, 99)) + d[-28:]),
    ("an end in the middle", lambda d, _: d + d),
    ("no end", lambda d, _: d[:-28]),
)


def _flipped(data: bytes, at: int, rng: random.Random) -> bytes:
    """One bit of a byte changed."""
    return _cut(data, at, 1, bytes([data[at] ^ (1 << rng.randrange(8))]))


def _doubled(data: bytes, at: int, length: int) -> bytes:
    """A stretch that stands twice."""
    return _cut(data, at, 0, data[at : at + length])


def _line(data: bytes, at: int) -> int:
    """Where the line begins that holds a place."""
    return data.rfind(b"\n", 0, at) + 1


def _blanks(data: bytes, at: int) -> bytes:
    """A line with blanks where its tabs were."""
    start = _line(data, at)
    end = data.find(b"\n", start)
    return _cut(data, start, end - start, data[start:end].replace(b"\t", b" "))


def _moved(data: bytes, at: int, to: int) -> bytes:
    """A line that stands somewhere else."""
    start = _line(data, at)
    end = data.find(b"\n", start) + 1
    line = data[start:end]
    rest = _cut(data, start, end - start)
    return _cut(rest, max(_line(rest, to), rest.index(b"\n", rest.index(b"#CHROM")) + 1), 0, line)


def regions(folder: Path) -> Path:
    """A BED of callable regions over every exon."""
    path = folder / "all.bed"
    exons = sorted(gene_model(Assembly.GRCH38).exons, key=lambda exon: exon.start)
    path.write_text("".join(f"chr6\t{e.start - 60}\t{e.end + 60}\n" for e in exons))
    return path


def outcome(mutant: Mutant, folder: Path, bed: Path) -> str:
    """What is said of a mutant: ``refused``, ``told``, ``found``, ``unseen`` or ``lost``."""
    path = folder / f"mutant{mutant.suffix}"
    path.write_bytes(mutant.data)
    index = Path(f"{path}.csi")
    index.unlink(missing_ok=True)
    if mutant.index:
        index.write_bytes(mutant.index)
    try:
        inputs = read_inputs([path], assembly=Assembly.GRCH38, coverage=[bed])
        person = next(iter(inputs.samples()), "")
        judged = judge_person(inputs, person)
    except RefusedError:
        return "refused"
    if judged.verdict.state not in QUIET:
        return "found"
    if judged.verdict.contradictions or {n.code for n in inputs.notes} - _USUAL:
        return "told"
    reasons = {one.reason for one in judged.found.dispositions.values()}
    if reasons & _TOLD:
        return "told"
    return "unseen" if mutant.other_value or mutant.line_gone else "lost"


def run(count: int, seed: int) -> tuple[Counter[str], list[Mutant]]:
    """What was said of so many mutants, and those of which a finding was lost."""
    said: Counter[str] = Counter()
    lost: list[Mutant] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bed = regions(folder)
        for mutant in mutants(count, seed, folder):
            one = outcome(mutant, folder, bed)
            said[one] += 1
            if one == "lost":
                lost.append(mutant)
    return said, lost


def main(arguments: list[str] | None = None) -> int:
    """Damage files, and say how many findings were lost; 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    said, lost = run(options.mutants, options.seed)
    sys.stdout.write(", ".join(f"{n:,} {word}" for word, n in sorted(said.items())) + "\n")
    for mutant in lost[:20]:
        shown = mutant.data[-900:] if mutant.suffix == ".vcf" else b""
        sys.stdout.write(f"{mutant.name} {shown!r}\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
