"""SVDB ``--merge --priority manta,tiddit`` of one person's Manta and TIDDIT calls.

POS (base before), INFO/END, SVLEN and SVTYPE are those of the file of highest priority, Manta
here: start is POS + 1, end is INFO/END, length is INFO/SVLEN with Manta's sign (negative for a
deletion). FORMAT and the sample column are those of the first file that holds the sample, so
copies follow from Manta's GT; TIDDIT's copy number is only in INFO/tiddit_SAMPLE, with ``|`` and
``:`` as separators. INFO/set is ``Intersection`` where all files have the event, FOUNDBY counts
the files. Loss of heterozygosity cannot be said; a normal region has no record.

Checked against ``merge_vcf_module.py`` and ``merge_vcf_module_cython.py`` in J35P312/SVDB.
"""

from __future__ import annotations

from tests.dialects import tiddit
from tests.dialects.sniffles import genotype, symbol
from tests.dialects.truth import Ground, Truth, What

NAME = "svdb"

_FILES = ("manta", "tiddit")
_DETAILS = ("INFO", "SAMPLE", "CHROM", "POS", "QUAL", "FILTERS")

_HEADER = [
    "##fileformat=VCFv4.1",
    "##source=MergeVCF",
    '##SVDB_version=2.8.2 cmd="svdb --merge --priority manta,tiddit --vcf manta.vcf:manta '
    'tiddit.vcf:tiddit"',
    '##ALT=<ID=DEL,Description="Deletion">',
    '##ALT=<ID=DUP:TANDEM,Description="Tandem duplication">',
    *tiddit.INFO,
    '##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">',
    '##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">',
    '##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">',
    *(
        f'##INFO=<ID={file}_{detail},Number=.,Type=String,Description="{detail} of {file}">'
        for file in _FILES
        for detail in _DETAILS
    ),
    '##INFO=<ID=SUPP_VEC,Number=1,Type=String,Description="Supporting files (manta tiddit)">',
    '##FILTER=<ID=MinGQ,Description="Genotype quality too low">',
    '##FILTER=<ID=BelowExpectedLinks,Description="Too few links">',
    *tiddit.FORMAT,
    '##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Genotype likelihoods">',
    '##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Pairs of the alleles">',
    '##FORMAT=<ID=SR,Number=.,Type=Integer,Description="Split reads of the alleles">',
    '##INFO=<ID=VARID,Number=1,Type=String,Description="IDs of merged variants">',
    '##INFO=<ID=FOUNDBY,Number=1,Type=Integer,Description="Files with the variant">',
    '##INFO=<ID=set,Number=1,Type=String,Description="Source of the merged record">',
    '##INFO=<ID=svdb_origin,Number=1,Type=String,Description="Sources, separated by |">',
    "##svdbcmdline=svdb --merge --priority manta,tiddit --vcf manta.vcf:manta tiddit.vcf:tiddit",
]


def _manta(truth: Truth, ground: Ground) -> list[str]:
    """Manta's own record of the event."""
    kind, signed = ("DEL", -truth.length) if symbol(truth) == "DEL" else ("DUP", truth.length)
    alt = "<DEL>" if kind == "DEL" else "<DUP:TANDEM>"
    place = [
        str(ground.at(truth.start) - 1),
        f"Manta{kind}{':TANDEM' * (kind == 'DUP')}:7:0:1:0:0:0",
    ]
    calls = (
        "PASS:68:999,71,0:0,28:0,19" if truth.is_homozygous else "PASS:310:360,0,307:21,14:19,12"
    )
    return [
        *(*place, ground.base(truth.start - 1), alt, "310", "PASS"),
        f"END={ground.at(truth.end)};SVTYPE={kind};SVLEN={signed}",
        *("GT:FT:GQ:PL:PR:SR", f"{genotype(truth)}:{calls}"),
    ]


def _details(file: str, row: list[str], ground: Ground) -> dict[str, str]:
    """What the merge keeps of one file's record, each as an INFO field without its value's ID."""
    position, name, _, _, qual, passed, info, keys, sample = row
    own = name.replace(":", "_")
    values = (f"{k}:{v}" for k, v in zip(keys.split(":"), sample.split(":"), strict=True))
    plain = (field for field in info.split(";") if ":" not in field)
    return {
        "CHROM": f"{file}_CHROM={own}|{ground.contig}",
        "POS": f"{file}_POS={own}|{position}",
        "QUAL": f"{file}_QUAL={own}|{qual}",
        "FILTERS": f"{file}_FILTERS={own}|{passed}",
        "SAMPLE": f"{file}_SAMPLE=" + "|".join((own, ground.sample, *values)).replace(",", ":"),
        "INFO": f"{file}_INFO=" + "|".join((own, *plain)).replace("=", ":").replace(",", ":"),
    }


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The merged record."""
    records = {"manta": _manta(truth, ground), "tiddit": tiddit.row(truth, ground)}
    first, second = records.values()
    only_second = [
        field for field in second[6].split(";") if not field.startswith(("SVTYPE", "SVLEN", "END"))
    ]
    kept = [_details(file, row, ground) for file, row in records.items()]
    merged = f"{second[1].replace(';', '_')}:tiddit"
    info = [
        *(first[6], *only_second, f"VARID={merged}", "set=Intersection", "FOUNDBY=2"),
        *(
            fields[key]
            for key in ("CHROM", "POS", "QUAL", "FILTERS", "SAMPLE", "INFO")
            for fields in kept
        ),
        *("svdb_origin=manta|tiddit", "SUPP_VEC=11"),
    ]
    return [first[0], f"{first[1]}:manta|{merged}", *first[2:6], ";".join(info), *first[7:]]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [] if truth.what is What.NOTHING else [_row(truth, ground)])
