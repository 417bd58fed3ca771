"""Where each source of knowledge is found, how the locus is cut out of it, and what is checked.

Addresses are those that the sources themselves publish; nothing is fetched by this program unless
you give it an address.
"""

from __future__ import annotations

from osteo_annot.intake.vcf.reach import locus_window
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_ROUND = 10_000
_GNOMAD = "https://storage.googleapis.com/gcp-public-data--gnomad"
_CLINVAR = "https://ftp.ncbi.nlm.nih.gov/pub/clinvar"
_GRCH37, _GRCH38 = Assembly.GRCH37, Assembly.GRCH38


@dataclass(frozen=True, slots=True)
class Release:
    """One file of a source, and how the locus is cut out of it."""

    assembly: Assembly | None
    """None for a list of genes."""
    file: str
    """Name of the file as it is published."""
    place: str
    """Address of the folder, or of the page that leads to the file."""
    cut: str
    """Commands that write the small file ``out``; FILE, OUT and REGION stand for these."""
    out: str
    """The small file, as it is given to the program."""

    @property
    def address(self) -> str:
        """The address of the file, where the place is a folder; else its name."""
        is_folder = self.assembly is not None and self.place != _SPLICEAI
        return f"{self.place}/{self.file}" if is_folder else self.file

    def commands(self, file: str = "") -> str:
        """The commands, of the published file or of a copy of it."""
        text = self.cut.replace("FILE", file or self.address).replace("OUT", self.out)
        return text.replace("REGION", region(self.assembly)) if self.assembly else text


@dataclass(frozen=True, slots=True)
class SourceGuide:
    """A source of knowledge."""

    name: str
    option: str
    """What of the command line takes it."""
    tells: str
    fields: str
    """What is read of it."""
    version: str
    """What tells its version."""
    words: str
    """Which of its words and fields are held against those that are known."""
    terms: str
    """Under which terms it is published."""
    releases: tuple[Release, ...]


def region(assembly: Assembly) -> str:
    """The gene with its surroundings, as ``bcftools view -r`` takes it; 1-based, closed."""
    first, last = locus_window(assembly)
    low, high = first // _ROUND * _ROUND, -(-last // _ROUND) * _ROUND
    return f"{LOCUS.chromosome}:{low}-{high}"


_INDEX = "\nbcftools index -t OUT"
_PLAIN = f"bcftools view -r REGION -Oz -o OUT FILE{_INDEX}"
_CHR = f"bcftools view -r chrREGION -Oz -o OUT FILE{_INDEX}"
_GROUPS = ("afr", "amr", "asj", "eas", "fin", "mid", "nfe", "remaining", "sas", "grpmax")
_OLD_GROUPS = ("afr", "amr", "asj", "eas", "fin", "nfe", "oth", "sas", "popmax")


def _slim(prefix: str, groups: tuple[str, ...], suffix: str = "") -> str:
    """Cut out the locus, and keep the counts of alleles only: a record has 10 kB of others."""
    names = [f"{field}{suffix}" for field in ("AC", "AN", "AF", "nhomalt")]
    names += [f"{field}_{group}{suffix}" for group in groups for field in ("AC", "AN", "AF")]
    kept = ",".join(f"INFO/{name}" for name in names)
    view = f"bcftools view -r {prefix}REGION FILE"
    return f"{view} | bcftools annotate -x '^{kept}' -Oz -o OUT -{_INDEX}"


_TABLE = "osteo-annot sources --table - --assembly {} --out OUT"


def _table(unpack: str, assembly: Assembly) -> str:
    """Make a VCF of the rows of a table at the locus."""
    return f"{unpack} | {_TABLE.format(assembly)}"


def _gnomad(assembly: Assembly, file: str, folder: str, cut: str, name: str) -> Release:
    """A file of gnomAD."""
    return Release(assembly, file, f"{_GNOMAD}/{folder}", cut, f"{name}.{assembly}.vcf.gz")


_STREAM = "curl -sL FILE | gzip -dc"
_ALPHAMISSENSE = "https://storage.googleapis.com/dm_alphamissense"
_REVEL = "https://zenodo.org/records/7072866/files"
_SPLICEAI = "https://basespace.illumina.com (data of SpliceAI, free account)"

GUIDES: tuple[SourceGuide, ...] = (
    SourceGuide(
        "ClinVar",
        "--clinvar",
        "what submitters say of an allele",
        "ID, `CLNSIG`, `CLNSIGCONF`, `CLNREVSTAT`, `CLNHGVS`",
        "`##fileDate` and `##source`",
        "terms of `CLNSIG`, `CLNREVSTAT` (2017 to 2026); fields that begin with CLN, ONC or SCI",
        "public domain",
        tuple(
            Release(a, "clinvar.vcf.gz", f"{_CLINVAR}/vcf_{a}", _PLAIN, f"clinvar.{a}.vcf.gz")
            for a in (_GRCH38, _GRCH37)
        ),
    ),
    SourceGuide(
        "gnomAD, small variants",
        "--gnomad",
        "allele frequencies",
        "`AF`, `AC`, `AN` and those of each group, `nhomalt`; FILTER",
        "`##source`, `##gnomad...`, and the file's name",
        "FILTER (v2 to v4), names of groups; v4.1 joint: one side may have failed its filters",
        "CC0-1.0",
        (
            _gnomad(
                _GRCH38,
                f"gnomad.joint.v4.1.sites.chr{LOCUS.chromosome}.vcf.bgz",
                "release/4.1/vcf/joint",
                _slim("chr", _GROUPS, "_joint"),
                "gnomad.joint.v4.1",
            ),
            _gnomad(
                _GRCH37,
                "gnomad.exomes.r2.1.1.sites.6.vcf.bgz",
                "release/2.1.1/vcf/exomes",
                _slim("", _OLD_GROUPS),
                "gnomad.exomes.r2.1.1",
            ),
        ),
    ),
    SourceGuide(
        "gnomAD, structural variants",
        "--gnomad",
        "frequencies of deletions, duplications and inversions",
        "`SVTYPE`, `END` or `SVLEN`, `AF`, `AC`, `AN`, `N_HOMALT`; FILTER",
        "`##source` and the file's name",
        "SVTYPE, FILTER (v2.1, v4.1), names of groups",
        "CC0-1.0",
        (
            _gnomad(
                _GRCH38,
                "gnomad.v4.1.sv.sites.vcf.gz",
                "release/4.1/genome_sv",
                _CHR,
                "gnomad.sv.v4.1",
            ),
            _gnomad(
                _GRCH37, "gnomad_v2.1_sv.sites.vcf.gz", "papers/2019-sv", _PLAIN, "gnomad.sv.v2.1"
            ),
        ),
    ),
    SourceGuide(
        "SpliceAI",
        "--splice",
        "effect of an allele on splice sites",
        "`SpliceAI`: ALLELE, SYMBOL, DS_AG, DS_AL, DS_DG, DS_DL",
        "`##fileDate`",
        "the order of the scores as the header gives it: another one is refused",
        "free for academic use; others need a licence of Illumina",
        tuple(
            Release(
                a,
                f"spliceai_scores.raw.snv.{name}.vcf.gz",
                _SPLICEAI,
                _PLAIN,
                f"spliceai.{a}.vcf.gz",
            )
            for a, name in ((_GRCH38, "hg38"), (_GRCH37, "hg19"))
        ),
    ),
    SourceGuide(
        "REVEL",
        "--missense",
        "effect of a missense change; the tool of the embedded policy",
        "columns `chr`, `hg19_pos` or `grch38_pos`, `ref`, `alt`, `REVEL`, `Ensembl_transcriptid`",
        "the file's name, kept in `##source`",
        "all columns by name: a missing one is refused, one that is new is told",
        "free for non-commercial use",
        tuple(
            Release(
                a,
                "revel-v1.3_all_chromosomes.zip",
                _REVEL,
                _table("curl -sLO FILE\nunzip -p revel-v1.3_all_chromosomes.zip", a),
                f"revel.{a}.vcf",
            )
            for a in (_GRCH38, _GRCH37)
        ),
    ),
    SourceGuide(
        "AlphaMissense",
        "--missense",
        "effect of a missense change; shown, and no criterion until a policy has limits for it",
        "columns `CHROM`, `POS`, `REF`, `ALT`, `genome`, `transcript_id`, `am_pathogenicity`",
        "the file's name, kept in `##source`",
        "all columns by name; `genome` must be that of the assembly",
        "CC BY 4.0",
        tuple(
            Release(
                a,
                f"AlphaMissense_{name}.tsv.gz",
                _ALPHAMISSENSE,
                _table(_STREAM, a),
                f"alphamissense.{a}.vcf",
            )
            for a, name in ((_GRCH38, "hg38"), (_GRCH37, "hg19"))
        ),
    ),
    SourceGuide(
        "DDG2P",
        "record --against",
        "whether the gene is one of developmental disorders, and how sure that is",
        "`gene symbol`, `disease mim`, `confidence` or `confidence category`, "
        "`allelic requirement`",
        "the date in the file's name",
        "columns of 2020 and of 2025; words of confidence and of allelic requirement",
        "terms of EMBL-EBI; facts are cited here",
        (
            Release(
                None,
                "DDG2P.csv",
                "https://www.ebi.ac.uk/gene2phenotype/download",
                "osteo-annot record --against FILE",
                "",
            ),
        ),
    ),
    SourceGuide(
        "PanelApp",
        "record --against",
        "whether the gene is on a panel, and how sure that is",
        "`Gene Symbol`, `Level4`, `version`, `GEL_Status`, `Model_Of_Inheritance`",
        "the column `version`",
        "columns; status 0 to 4; words of inheritance",
        "free; facts are cited here",
        (
            Release(
                None,
                "Skeletal dysplasia.tsv",
                "https://panelapp.genomicsengland.co.uk/panels",
                "osteo-annot record --against 'FILE'",
                "",
            ),
        ),
    ),
)


def guide_lines(only: str = "") -> list[str]:
    """The guides as Markdown; ``only``: those whose name begins so."""
    lines: list[str] = []
    for guide in GUIDES:
        if guide.name.casefold().startswith(only.casefold()):
            lines += _guide(guide)
    return lines


def _guide(guide: SourceGuide) -> list[str]:
    """One guide."""
    lines = [f"## {guide.name}", "", f"{guide.tells[:1].upper()}{guide.tells[1:]}.", ""]
    lines += ["| | |", "|---|---|", f"| given by | `{guide.option}` |"]
    lines += [f"| read | {guide.fields} |", f"| version | {guide.version} |"]
    lines += [f"| held against what is known | {guide.words} |", f"| terms | {guide.terms} |", ""]
    for release in guide.releases:
        on = f" ({release.assembly})" if release.assembly else ""
        lines += [f"`{release.file}`{on}, from {release.place}:", ""]
        lines += [f"    {line}" for line in release.commands().splitlines()]
        lines += [""]
    return lines
