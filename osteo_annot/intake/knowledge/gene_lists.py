"""What a list of genes that you downloaded says of the gene: DDG2P, PanelApp.

Columns are found by name, of the download of 2023 and of 2025 (DDG2P) and of PanelApp's panels. One
that is read and not there is refused, one that is new is told, and so is a word that is not known:
a gene is called absent only of a list that could be read whole.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from osteo_annot.errors import RefusalCode, printable, reason_of, refuse
from osteo_annot.locus.files import check_regular
from osteo_annot.values import dataclass

_MOST_BYTES = 256 << 20
_CONFIDENCE = frozenset(
    {
        *("definitive", "strong", "moderate", "limited", "disputed", "refuted", "both rd and if"),
        *("confirmed", "probable", "possible", "child if"),
    }
)
_REQUIREMENT = frozenset(
    {
        *("biallelic_autosomal", "monoallelic_autosomal", "biallelic_par", "monoallelic_par"),
        *("monoallelic_x", "monoallelic_x_hemizygous", "monoallelic_x_heterozygous"),
        *("monoallelic_x_hem", "monoallelic_x_het", "monoallelic_y_hem", "monoallelic_y"),
        *("mitochondrial", "biallelic", "monoallelic", "digenic", "imprinted", "mosaic", ""),
    }
)
_STATUS = frozenset("01234")
_INHERITANCE = (
    *("BIALLELIC", "MONOALLELIC", "BOTH", "X-LINKED", "MITOCHONDRIAL", "Other", "Unknown", ""),
)


@dataclass(frozen=True, slots=True)
class ListKind:
    """The columns of one kind of list."""

    name: str
    separator: str
    symbol: str
    read: Mapping[str, tuple[str, ...]]
    """What is told, and the names that its column has had."""
    known: frozenset[str]
    """Other columns that are known."""

    def column(self, what: str, columns: Sequence[str]) -> str:
        """The name that a column has in a file; empty where it is not there."""
        return next((name for name in self.read[what] if name in columns), "")


DDG2P = ListKind(
    "DDG2P",
    ",",
    "gene symbol",
    {
        "disease": ("disease name",),
        "OMIM": ("disease mim",),
        "confidence": ("confidence", "confidence category"),
        "requirement": ("allelic requirement",),
    },
    frozenset(
        {
            *("g2p id", "gene mim", "hgnc id", "previous gene symbols", "prev symbols"),
            *("disease MONDO", "disease ontology", "cross cutting modifier", "variant consequence"),
            *("variant types", "molecular mechanism", "molecular mechanism support"),
            *("molecular mechanism categorisation", "molecular mechanism evidence", "phenotypes"),
            *("publications", "pmids", "additional mined publications", "panel", "comments"),
            *("date of last review", "review", "gene disease pair entry date"),
            *("mutation consequence", "mutation consequence flag", "confidence value flag"),
            *("organ specificity list",),
        }
    ),
)
PANELAPP = ListKind(
    "PanelApp",
    "\t",
    "Gene Symbol",
    {
        "panel": ("Level4",),
        "version": ("version",),
        "status": ("GEL_Status",),
        "inheritance": ("Model_Of_Inheritance",),
    },
    frozenset(
        {
            *("Entity Name", "Entity type", "Sources(; separated)", "Level3", "Level2"),
            *("Phenotypes", "Omim", "Orphanet", "HPO", "Publications", "Description", "Flagged"),
            *("UserRatings_Green_amber_red", "ready", "Mode of pathogenicity"),
            *("EnsemblId(GRch37)", "EnsemblId(GRch38)", "HGNC", "Position Chromosome"),
            *("Position GRCh37 Start", "Position GRCh37 End", "Position GRCh38 Start"),
            *("Position GRCh38 End", "STR Repeated Sequence", "STR Normal Repeats"),
            *("STR Pathogenic Repeats", "Region Haploinsufficiency Score"),
            *("Region Triplosensitivity Score", "Region Required Overlap Percentage"),
            *("Region Variant Type", "Region Verbose Name"),
        }
    ),
)


@dataclass(frozen=True, slots=True)
class GeneList:
    """What a list says of one gene."""

    kind: str
    file: str
    genes: int
    """Genes of the whole list."""
    entries: tuple[tuple[tuple[str, str], ...], ...]
    """Each entry of the gene, as names and values; empty where it is not on the list."""
    new_columns: tuple[str, ...]
    unknown_words: tuple[str, ...]
    """Words of entries of the gene that are not known."""


def read_gene_list(path: Path, gene: str) -> GeneList:
    """The entries of a gene.

    Raises RefusedError: FILE_NOT_FOUND, SOURCE_INVALID.
    """
    rows = _rows(path)
    kind = next((k for k in (DDG2P, PANELAPP) if k.symbol in _cells(rows[0], k)), None)
    if kind is None:
        found = f"Its first line has no column {DDG2P.symbol} or {PANELAPP.symbol}."
        raise refuse(RefusalCode.SOURCE_INVALID, path.name, found)
    columns = _cells(rows[0], kind)
    lacking = [what for what in kind.read if not kind.column(what, columns)]
    if lacking:
        names = ", ".join(kind.read[what][0] for what in lacking)
        raise refuse(RefusalCode.SOURCE_INVALID, path.name, f"{kind.name} without column {names}.")
    read = list(csv.DictReader(rows, delimiter=kind.separator))
    if any(None in row or None in row.values() for row in read):
        found = "A row has more or fewer cells than there are columns."
        raise refuse(RefusalCode.SOURCE_INVALID, path.name, found)
    own = [row for row in read if row[kind.symbol] == gene]
    entries = tuple(
        tuple((what, row[kind.column(what, columns)]) for what in kind.read) for row in own
    )
    known = kind.known | {kind.symbol} | {name for names in kind.read.values() for name in names}
    return GeneList(
        kind=kind.name,
        file=path.name,
        genes=len({row[kind.symbol] for row in read}),
        entries=entries,
        new_columns=tuple(name for name in columns if name and name not in known),
        unknown_words=tuple(word for entry in entries for word in _unknown(kind, dict(entry))),
    )


def _rows(path: Path) -> list[str]:
    """The lines of a file, plain or gzip; at least the first."""
    check_regular(path)
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            with gzip.open(io.BytesIO(raw)) as packed:
                raw = packed.read(_MOST_BYTES)
        lines = raw.decode("utf-8-sig").splitlines(keepends=True)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise refuse(RefusalCode.SOURCE_INVALID, path.name, reason_of(error)) from error
    if not lines:
        raise refuse(RefusalCode.SOURCE_INVALID, path.name, "It is empty.")
    return lines


def _cells(line: str, kind: ListKind) -> list[str]:
    """The names of the columns."""
    return next(csv.reader([line.rstrip("\r\n")], delimiter=kind.separator), [])


def _unknown(kind: ListKind, entry: Mapping[str, str]) -> list[str]:
    """Words of an entry that are not known."""
    if kind is DDG2P:
        asked = ((entry["confidence"], _CONFIDENCE), (entry["requirement"], _REQUIREMENT))
        found = [word for word, known in asked if word.strip().lower() not in known]
    else:
        found = [entry["status"]] if entry["status"] not in _STATUS else []
        if not entry["inheritance"].startswith(_INHERITANCE[:-1]) and entry["inheritance"]:
            found.append(entry["inheritance"])
    return [printable(word, 60) for word in found]
