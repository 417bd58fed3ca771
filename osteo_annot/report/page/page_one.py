"""Page one of a report, as values: who, what, how sure, why, what is missing, and what next.

Made of a result alone, and the same for the page in HTML and in PDF: frozen values, plain text in
the language asked for, nothing that only one of them can draw. Content: ACMG technical standards
for sequencing and for copy numbers, ISO 15189 (head), clinical rules 3.2 (wording).
"""

from __future__ import annotations

from osteo_annot.report.result.copy_model import Copy
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the head: what it is, and the values that were given."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An entry in a public catalogue; nothing of it is loaded."""

    text: str
    """As it is printed: ``ClinVar 4212``."""
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the closed code that it stands for; ``explain`` tells more of the code."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Part 1: who was examined, from what, for whom, by whom, and which report this is."""

    title: str
    status: str
    """Draft, preliminary, final or amended, in words; of an amended one what it replaces."""
    is_draft: bool
    """Whether nobody has signed: then the page is marked."""
    lines: tuple[Fact, ...]
    """Person, specimen, request, laboratory, test, report: one line each, as far as given."""
    not_given: str
    """What a report should name and nobody gave, in one sentence; empty where all was given."""
    not_given_label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Part 2: the result in one sentence, and the state in words."""

    heading: str
    sentence: str
    state: State
    state_text: str
    group: str
    """Colour group of the state: both, likely, one, none, open."""
    boxes: str
    """Two boxes, one per copy: filled, empty or a question mark."""


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One deciding variant."""

    event: str
    """Id in the result."""
    c: str
    """With the transcript: ``NM_014028.4:c.75G>A``; a g. name or kind and exons without one."""
    p: str
    g: str
    """With the accession of the chromosome."""
    exon: str
    zygosity: str
    phase: str
    """On which copy, from whom, and what tells it."""
    inheritance: str
    class_: str
    """Class in words with points."""
    dated: str
    """Date of the class, or that none was given."""
    pvs1: str
    """Strength of PVS1 in words."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class VariantTable:
    """Part 3: the deciding variants."""

    heading: str
    columns: tuple[str, ...]
    """Variant, exon, zygosity, phase, inheritance, class, PVS1."""
    rows: tuple[VariantRow, ...]
    note: str
    """What stands in its place where there is none, or what is left for page two; may be empty."""


@dataclass(frozen=True, slots=True)
class CopyWords:
    """One copy in words: what the drawing shows, for those who do not see it."""

    name: str
    """With its origin: ``copy 1 (maternal)``."""
    text: str
    copy: Copy


@dataclass(frozen=True, slots=True)
class CopyPair:
    """Two copies, and under which premise they look so; without one it is empty."""

    premise: str
    copies: tuple[CopyWords, ...]


@dataclass(frozen=True, slots=True)
class CopiesPart:
    """Part 4: the two copies; of evidence that contradicts itself each reading."""

    heading: str
    pairs: tuple[CopyPair, ...]
    """One pair, or one for each reading; empty where no copy can be drawn."""
    note: str
    """That several arrangements fit, or that no copy is drawn; may be empty."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """Part 5: how sure, and why."""

    heading: str
    word: str
    reason: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Part 6: the interpretation, sentence by sentence."""

    heading: str
    sentences: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class OpenPart:
    """Part 7: what was not examined, and warnings."""

    heading: str
    not_examined: tuple[str, ...]
    warnings_heading: str
    warnings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NextPart:
    """Part 8: what to do next; at most four, and nothing that was done."""

    heading: str
    tests: tuple[Line, ...]
    note: str
    """How many more are proposed; may be empty."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A line to sign on, or who signed."""

    role: str
    name: str
    """With credential; empty where nobody has signed."""
    date: str
    mark: str = ""
    """What stands in the place of a signature by hand; empty where there is room for one."""


@dataclass(frozen=True, slots=True)
class SignaturePart:
    """Part 9: who takes responsibility."""

    heading: str
    note: str
    labels: tuple[str, str, str]
    """Name and credential, date, signature."""
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class ReleasePart:
    """What a signed report says before its result: why it does not hold, or what was amended."""

    void: str
    """Who withdrew it, when and why, or which version replaced it; empty while it holds."""
    is_withdrawn: bool
    heading: str
    """What changed since which version; empty for the first."""
    changes: tuple[str, ...]
    """The reason, then what is not as it was; as many as page one has room for."""
    more: str
    """How many more stand in the appendix; may be empty."""


@dataclass(frozen=True, slots=True)
class PageOne:
    """The nine parts, in the order of the page; before the result what an amendment has to say."""

    language: str
    """``en`` or ``de``."""
    head: Head
    release: ReleasePart | None
    """None where nothing was withdrawn, replaced or amended."""
    answer: Answer
    variants: VariantTable
    copies: CopiesPart
    sure: Sureness
    interpretation: Paragraph
    open: OpenPart
    next: NextPart
    signature: SignaturePart
