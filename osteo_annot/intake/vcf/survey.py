"""What was seen of a whole file while its records were read: whether it looked at the gene.

A row that is missing, or that lies where nobody looks for it, tells nothing. So all lines are held
against what the header announces, also those of other chromosomes. Most blocks of lines need no
look at each line: one contig begins them all, and the tabs are as many as they have to be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from osteo_annot.errors import printable
from osteo_annot.intake.vcf.header import Header
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.notes import Note, NoteCode

_CONTIGS = frozenset(name.encode() for name in LOCUS.contigs)
_ALIKE = re.compile(
    rb"[\s#]*(?:(?:chr(?:om(?:osome)?)?)?[ _.]?0*" + LOCUS.chromosome.encode() + rb"|"
    rb"" + b"|".join(re.escape(name) for name in sorted(_CONTIGS)) + rb")(?:\s.*)?",
    re.IGNORECASE,
)
_NAME = re.compile(rb"[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*")
"""What VCF allows as the name of a contig (VCF 4.5 section 1.4.7)."""
_BLOCK = frozenset((b".", b"<NON_REF>", b"<*>"))
"""ALT of a record that tells of reference bases only."""
_END = re.compile(rb"(?:^|;)END=(\d{1,12})(?:;|$)")
_OFTEN, _OF_ROWS = 4, 10
"""Falls of the position, and one in so many rows, from which a file is taken for not sorted."""
_COLUMN_LINE = re.compile(rb"^#CHROM\t.*$", re.MULTILINE)
_POS = re.compile(rb"[1-9][0-9]{0,9}")

Needless = Callable[[bytes, int, int], bool]
"""Whether nobody asks for a line of a block, by its lines, first and last POS (1-based)."""


class Survey:
    """What is seen of a file as its lines go by; of an indexed one what the index knows besides."""

    def __init__(self, header: Header) -> None:
        self._tabs = 8 + len(header.samples) if header.samples else 7
        self._declared = tuple(name.encode() for name in header.contigs)
        self._in_header = True
        self._contig: bytes | None = None
        self._other_line = re.compile(rb"\n")
        self._is_elsewhere = False
        self._left: set[bytes] = set()
        self._position = 0
        self._furthest = 0
        self._last = b""
        self._first: tuple[bytes, int] | None = None
        self._odd: dict[NoteCode, str] = {}
        self._times: Counter[NoteCode] = Counter()
        self.on_chromosome = 0
        """How many records are on the chromosome of the gene."""

    def lines_of(self, block: bytes, needless: Needless) -> Iterator[bytes]:
        """The lines of the chromosome in a block of whole lines, without line end.

        Also those that seem to be of the chromosome: they have to end in the ledger. Left out are
        blocks that are plain in all that is asked here, and ``needless``.
        """
        if self._in_header:
            block = self._after_header(block)
        if not block:
            return
        if self._is_uniform(block) and (self._is_elsewhere or self._passes_by(block, needless)):
            return
        for line in block.split(b"\n"):
            if line.strip() and self.takes(line := line.removesuffix(b"\r")):
                yield line

    def takes(self, line: bytes) -> bool:
        """Whether a line is, or seems to be, of the chromosome; what is odd in it is kept."""
        contig = line.split(b"\t", 1)[0]
        if line.startswith(b"#"):
            self._tell(NoteCode.RECORD_COMMENTED_OUT, _shown(contig))
            return b"\t" in line and bool(_ALIKE.fullmatch(contig))
        if line.count(b"\t") != self._tabs or b"\r" in line:
            columns = line.count(b"\t") + 1
            found = f"a line of {_shown(contig)} has {columns} columns, not {self._tabs + 1}"
            self._tell(NoteCode.COLUMNS_DISAGREE, found)
        if contig != self._contig:
            self._enter(contig)
        if contig in _CONTIGS:
            self.place((*line.split(b"\t", 2), b"")[1])
            self.ends_with(line)
            return True
        return bool(_ALIKE.fullmatch(contig))

    def _passes_by(self, block: bytes, needless: Needless) -> bool:
        """Whether a uniform block of the chromosome is plain and needless; then it is counted."""
        if self._contig not in _CONTIGS:
            return False
        lines = block[:-1].split(b"\n")
        texts = [line.split(b"\t", 2)[1] for line in lines]
        if {line.count(b"\t") for line in lines} != {self._tabs} or not all(
            map(_POS.fullmatch, texts)
        ):
            return False
        places = list(map(int, texts))
        rises = self._position <= places[0] and places == sorted(places)
        if not rises or not needless(block, places[0], places[-1]):
            return False
        self.place(texts[0])
        self.on_chromosome += len(texts) - 1
        self._position, self._furthest = places[-1], max(self._furthest, places[-1])
        self.ends_with(lines[-1].removesuffix(b"\r"))
        return True

    def place(self, text: bytes) -> None:
        """A POS on the chromosome, as written."""
        self.on_chromosome += 1
        if not text.isdigit():
            return
        position = int(text[:12])
        if self._first is None and self._contig is not None and not self._left:
            self._first = (self._contig, position)
        if position < self._position:
            found = f"after {self._position:,} comes {position:,}"
            self._tell(NoteCode.POSITIONS_FALL, found)
        self._position = position
        self._furthest = max(self._furthest, position)

    def ends_with(self, line: bytes) -> None:
        """The last record on the chromosome so far, as a line of a VCF."""
        self._last = line

    def contig(self, name: str) -> None:
        """A record's contig, of a file that is not read as text."""
        if name.encode() != self._contig:
            self._enter(name.encode())

    def begins(self, contig: str, position: int) -> None:
        """The first record of an indexed file; its position is 1-based."""
        self._first = (contig.encode(), position)

    def indexed(self, contigs: Sequence[str], furthest: int, on_chromosome: int) -> None:
        """What an index knows of a file of which only some records were read.

        ``contigs``: those with records, in file order. ``furthest``: a position that no record of
        the chromosome begins behind; 1-based. ``on_chromosome``: its records.
        """
        for name in contigs:
            self._check_name(name.encode())
        self.on_chromosome = max(on_chromosome, self.on_chromosome)
        self._contig = contigs[-1].encode() if contigs else None
        self._position = furthest

    def notes(self, name: str, assembly: Assembly) -> tuple[Note, ...]:
        """What was odd in the file of this name, in the order of the codes."""
        odd = dict(self._odd)
        length, gene = LOCUS.lengths[assembly], gene_model(assembly)
        if self._contig is None:
            whole = len(self._declared) > 1
            odd[NoteCode.NO_RECORD_OF_GENOME if whole else NoteCode.NO_RECORD] = ""
        elif not self.on_chromosome:
            odd[NoteCode.NO_RECORD_ON_CHROMOSOME] = ""
        elif self._is_cut_before(gene):
            odd[NoteCode.ENDS_BEFORE_GENE] = f"it ends at {self._position:,}"
        if self._first and self._first[1] > gene.end and self._earlier_declared():
            odd[NoteCode.STARTS_BEHIND_GENE] = f"it starts at {self._first[1]:,}"
        if self._is_unsorted():
            odd[NoteCode.NOT_SORTED] = odd.pop(NoteCode.POSITIONS_FALL)
        if self._furthest > length:
            odd[NoteCode.POSITION_BEYOND_CHROMOSOME] = f"{self._furthest:,} of {length:,}"
        return tuple(
            Note(code, ": ".join(part for part in (name, self._counted(code, odd[code])) if part))
            for code in NoteCode
            if code in odd
        )

    def _counted(self, code: NoteCode, found: str) -> str:
        """What was found first, and how often there was the like."""
        more = self._times[code] - 1
        return f"{found} (and {more:,} more)" if more > 0 else found

    def _is_cut_before(self, gene: GeneModel) -> bool:
        """Whether nothing is told of the gene, and more was to follow.

        A reference block that begins before the gene and holds all of it tells of it.
        """
        if self._contig not in _CONTIGS or self._position >= gene.start:
            return False
        columns = self._last.split(b"\t", 8)
        end = _END.search(columns[7]) if len(columns) > 7 and columns[4] in _BLOCK else None
        holds_gene = end is not None and int(end[1]) >= gene.end
        return not holds_gene and self._later_declared()

    def _is_unsorted(self) -> bool:
        """Whether positions fall so often that nobody has sorted the file: no row was changed."""
        falls = self._times[NoteCode.POSITIONS_FALL]
        return falls >= _OFTEN and falls * _OF_ROWS >= self.on_chromosome

    def _earlier_declared(self) -> bool:
        """Whether the header declares contigs before the chromosome."""
        return bool(self._declared) and self._declared[0] not in _CONTIGS

    def _later_declared(self) -> bool:
        """Whether the header declares contigs behind the chromosome."""
        places = [i for i, name in enumerate(self._declared) if name in _CONTIGS]
        return bool(places) and places[-1] < len(self._declared) - 1

    def _after_header(self, block: bytes) -> bytes:
        """The lines of a block behind the header; nothing where it does not end there."""
        found = _COLUMN_LINE.search(block)
        if not found:
            return b""
        self._in_header = False
        return block[found.end() + 1 :]

    def _is_uniform(self, block: bytes) -> bool:
        """Whether all lines are of the contig that was last, with as many columns as announced."""
        if self._contig is None or not block.endswith(b"\n"):
            return False
        return (
            block.startswith(self._contig + b"\t")
            and not self._other_line.search(block, 0, len(block) - 1)
            and block.count(b"\t") == block.count(b"\n") * self._tabs
            and block.count(b"\r") == (block.count(b"\r\n") if b"\r" in block else 0)
        )

    def _enter(self, contig: bytes) -> None:
        """Records of another contig begin."""
        if contig in self._left:
            self._tell(NoteCode.POSITIONS_FALL, f"records of {_shown(contig)} come again")
        if self._contig is not None:
            self._left.add(self._contig)
        self._contig, self._position = contig, 0
        self._other_line = re.compile(rb"\n(?!" + re.escape(contig) + rb"\t)")
        self._is_elsewhere = not _ALIKE.fullmatch(contig)
        self._check_name(contig)

    def _check_name(self, contig: bytes) -> None:
        """A contig has to be declared, and the chromosome written as it is written."""
        alike = contig not in _CONTIGS and _ALIKE.fullmatch(contig)
        if (
            alike
            or not _NAME.fullmatch(contig)
            or (self._declared and contig not in self._declared)
        ):
            self._tell(NoteCode.CONTIG_NOT_DECLARED, _shown(contig))

    def _tell(self, code: NoteCode, found: str) -> None:
        """Keep the first of each kind, and how many there are."""
        self._odd.setdefault(code, found)
        self._times[code] += 1


def _shown(contig: bytes) -> str:
    """A contig as written, between quotes."""
    return f'"{printable(contig.decode("utf-8", "replace"), 40)}"'
