"""Malformed structural records on GRCh38, as real or hostile files hold them.

``CASES`` holds (name, rows, header lines); rows and header are what ``Ground.file`` takes, on
contig ``chr6``. Each case breaks one thing in a record of exon 2 deleted on one copy.
"""

from __future__ import annotations

from tests.dialects.truth import EXON

_HEADER = """\
##fileformat=VCFv4.2
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##FILTER=<ID=PASS,Description="All filters passed">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=MATEID,Number=.,Type=String,Description="ID of mate breakends">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
""".splitlines()

_POS = EXON[2].start - 401
_END = EXON[2].end + 400
_SVLEN = _POS - _END
_SPAN = f"END={_END};SVTYPE=DEL;SVLEN={_SVLEN}"

Case = tuple[str, list[list[str]], list[str]]


def _case(
    name: str,
    *,
    pos: int | str = _POS,
    alt: str = "<DEL>",
    info: str = _SPAN,
    keys: str = "GT:CN",
    sample: str = "0/1:1",
) -> Case:
    """One record, sound but for what is given."""
    return name, [[str(pos), "sv1", "N", alt, "60", "PASS", info, keys, sample]], _HEADER


def _copies(value: str) -> Case:
    """A copy number of the sample that is no count."""
    return _case(f"copy number {value}", sample=f"0/1:{value}")


def _end(name: str, value: int | str) -> Case:
    """An END that cannot be."""
    return _case(name, info=f"END={value};SVTYPE=DEL")


def _breakend(name: str, alt: str, info: str = "SVTYPE=BND") -> Case:
    """One breakend record."""
    return _case(name, alt=alt, info=info, keys="GT", sample="0/1")


CASES: tuple[Case, ...] = (
    *(_copies(value) for value in ("NaN", "-1", "1e3", "0.0", "inf")),
    _end("END in scientific notation", "1e9"),
    _end("END negative", -5),
    _end("END before POS", _POS - 500),
    _end("END is text", "exon2"),
    _case("length missing by a dot and no END", info="SVTYPE=DEL;SVLEN=."),
    _case("length beyond 64 bits", info="SVTYPE=DEL;SVLEN=-99999999999999999999"),
    _case("no SVTYPE with a symbolic deletion", info=f"END={_END};SVLEN={_SVLEN}"),
    _case("symbolic deletion with neither END nor length", info="SVTYPE=DEL"),
    _case("heterozygous genotype where no allele is given", alt="."),
    _case("genotype names an allele that is not given", sample="0/7:1"),
    _case("genotype empty", sample=":1"),
    _case("position interval of one number", info=f"{_SPAN};CIPOS=-10"),
    _case("position interval of three numbers", info=f"{_SPAN};CIPOS=-10,0,10"),
    _case("position interval is not a number", info=f"{_SPAN};CIPOS=NaN,NaN"),
    _case("allele of minus one copies", alt="<CN-1>"),
    _case("allele of 999999 copies", alt="<CN999999>"),
    _case("symbolic allele without its closing bracket", alt="<DEL"),
    _case("the same symbolic deletion twice", alt="<DEL>,<DEL>", sample="1/2:0"),
    _breakend("breakend with a mate beyond the chromosome", "N[chr6:999999999["),
    _breakend("breakend without a mate position", "N[chr6:["),
    _breakend("breakend on a contig that is not declared", "N[chrUnknown:1000["),
    _breakend(
        "breakend with a mate that does not exist",
        f"N[chr6:{_END + 1}[",
        "SVTYPE=BND;MATEID=absent",
    ),
    _case("INFO key twice with different values", info=f"{_SPAN};END={_END + 5000}"),
    _case("FORMAT key twice with different values", keys="GT:CN:CN", sample="0/1:1:0"),
    _case("one thousand alleles", alt=",".join(["<DEL>"] * 1000)),
    _case("type breakend with a symbolic deletion", info=f"END={_END};SVTYPE=BND"),
    _case("type duplication with a symbolic deletion", info=f"END={_END};SVTYPE=DUP"),
    _case("position zero", pos=0),
)
