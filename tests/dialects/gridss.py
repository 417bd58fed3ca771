"""GRIDSS: every event is a pair of breakends; ALT gives the place, MATEID the mate, GT is ``.``.

A deletion joins the base before it to the base after it; a tandem duplication joins its last base
to its first: start and end are told by POS of the two records, length and copies by none. A
junction caller without genotypes: loss of heterozygosity cannot be said. Checked against the
program's test files and records of 2.10 that the tests of Viola quote.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gridss"

_COUNTS = {
    **dict.fromkeys(("BANRP", "BANSR", "BASRP", "BASSR", "BSC", "BUM", "BVF", "IC"), "0"),
    "ASRP": "9",
    "ASSR": "24",
    "REF": "18",
    "REFPAIR": "16",
    "RP": "9",
    "SR": "12",
    "VF": "21",
}
_QUALITIES = {
    **dict.fromkeys(("BANRPQ", "BANSRQ", "BAQ", "BQ", "BSCQ", "BUMQ", "IQ"), "0.0"),
    "ASQ": "271.2",
    "RASQ": "268.9",
    "RPQ": "167.4",
    "SRQ": "264.7",
}
_SHARED = {**_COUNTS, **_QUALITIES}
"""Fields that both INFO and FORMAT have."""
_TYPES = {key: "Integer" if key in _COUNTS else "Float" for key in _SHARED}
_HEADER = [
    "##fileformat=VCFv4.2",
    '##ALT=<ID=INV,Description="Inversion">',
    '##FILTER=<ID=ASSEMBLY_ONLY,Description="Assembly alone">',
    '##FILTER=<ID=LOW_QUAL,Description="Low quality">',
    '##FILTER=<ID=NO_ASSEMBLY,Description="No assembly">',
    '##FILTER=<ID=SINGLE_ASSEMBLY,Description="One side assembled">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=QUAL,Number=1,Type=Float,Description="Quality">',
    *(f'##FORMAT=<ID={k},Number=1,Type={t},Description="{k}">' for k, t in _TYPES.items()),
    '##INFO=<ID=AS,Number=1,Type=Integer,Description="Assemblies">',
    '##INFO=<ID=RAS,Number=1,Type=Integer,Description="Assemblies from the mate">',
    '##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">',
    '##INFO=<ID=CIRPOS,Number=2,Type=Integer,Description="Interval around the mate">',
    '##INFO=<ID=CQ,Number=1,Type=Float,Description="Quality before reallocation">',
    '##INFO=<ID=EVENT,Number=1,Type=String,Description="Event">',
    '##INFO=<ID=HOMLEN,Number=.,Type=Integer,Description="Length of homology">',
    '##INFO=<ID=HOMSEQ,Number=.,Type=String,Description="Bases of homology">',
    '##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">',
    '##INFO=<ID=MATEID,Number=.,Type=String,Description="Mate">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    *(f'##INFO=<ID={k},Number=1,Type={t},Description="{k}">' for k, t in _TYPES.items()),
    "##gridssVersion=2.10.2-gridss",
]
_EVENT = "gridss68ff_1141"
_QUALITY = "812.4"


def _row(truth: Truth, ground: Ground, *, is_low: bool) -> list[str]:
    """One breakend of the pair."""
    low, high = truth.start, truth.end
    if truth.what is What.DELETION:
        low, high = truth.start - 1, truth.end + 1
    here, there = (low, high) if is_low else (high, low)
    base, mate = ground.base(here), f"{ground.contig}:{ground.at(there)}"
    reads_on = is_low is (truth.what is What.DELETION)
    alt = f"{base}[{mate}[" if reads_on else f"]{mate}]{base}"
    own, other = ("o", "h") if is_low else ("h", "o")
    told = ";".join(f"{key}={value}" for key, value in _SHARED.items())
    info = f"AS=1;RAS=1;CQ={_QUALITY};EVENT={_EVENT};MATEID={_EVENT}{other};SVTYPE=BND;{told}"
    fields, cell = ":".join(("GT", "QUAL", *_SHARED)), ":".join((".", _QUALITY, *_SHARED.values()))
    place = [str(ground.at(here)), f"{_EVENT}{own}", base, alt, _QUALITY, "PASS"]
    return [*place, info, fields, cell]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    sides = () if truth.what is What.NOTHING else (True, False)
    return ground.file(_HEADER, [_row(truth, ground, is_low=is_low) for is_low in sides])
