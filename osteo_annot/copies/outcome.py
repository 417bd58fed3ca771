"""What one copy of the gene can still make, from everything that lies on it.

Source: clinical rules 1.1.0 (NMD), 1.1.6 (results for OSTM1), 2.8 (copy-level outcome).
"""

from __future__ import annotations

from dataclasses import replace

from osteo_annot.copies.damage import Assumption, Damage
from osteo_annot.copies.sequence import (
    EditedTranscript,
    OverlappingEditsError,
    Reading,
    edited,
    read,
)
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.protein_names import (
    NO_PROTEIN,
    STOP,
    UNKNOWN,
    frameshift_name,
    in_frame_name,
)
from osteo_annot.locus.reference import protein_sequence, transcript_sequence
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

NMD_DISTANCE = 50
"""Nucleotides before the last exon junction from which a stop escapes decay (PVS1 tree)."""
FRACTION = 0.10
"""Part of the protein whose loss counts as loss of function without decay (PVS1 tree, strict >)."""


def last_decaying_codon(gene: GeneModel) -> int:
    """The last codon of the reference transcript whose stop leads to nonsense-mediated decay."""
    return (gene.last_junction - NMD_DISTANCE) // 3


class Effect(Worded):
    """What became of the product of one copy."""

    INTACT = ("intact", "Normal protein expected.")
    PROTEIN_CHANGED = (
        "protein_changed",
        "Protein of changed sequence; loss of function is not predicted.",
    )
    IN_FRAME_LOSS = ("in_frame_loss", "Part of the protein is missing, reading frame kept.")
    TRUNCATED_NMD = ("truncated_nmd", "Premature stop; the mRNA is expected to be degraded (NMD).")
    TRUNCATED_ESCAPES_NMD = (
        "truncated_escapes_nmd",
        "Premature stop that escapes NMD; shortened protein expected.",
    )
    EXTENDED = (
        "extended",
        "The frame runs past the native stop; the rest of the protein is altered.",
    )
    NO_STOP = ("no_stop", "No stop codon is left in the reading frame.")
    START_LOST = ("start_lost", "The start codon is lost; no or an unknown protein is made.")
    LAST_EXON_LOST = (
        "last_exon_lost",
        "The last exon with stop codon and polyadenylation signal is lost.",
    )
    GENE_DISRUPTED = (
        "gene_disrupted",
        "A rearrangement parts the exons of the gene; no normal product.",
    )
    SPLICE_SITE_LOST = (
        "splice_site_lost",
        "A canonical splice site is lost whose exon cannot simply be skipped.",
    )
    NO_PRODUCT = (
        "no_product",
        "No product: the whole gene, or its beginning with promoter and start codon, is deleted.",
    )
    NOT_EXAMINED = (
        "not_examined",
        "Not fully examined; nothing that breaks it was found in what was examined.",
    )
    UNDECIDED = ("undecided", "The effect cannot be computed from what is known.")


@dataclass(frozen=True, slots=True)
class Product:
    """The protein of one copy held against the native one, residue by residue.

    What is neither shared at the start nor at the end is altered.
    """

    length: int
    """Residues up to the first stop, as translated: whether the mRNA lasts is another question."""
    same_at_start: int
    """Residues from Met1 on that are those of the native protein."""
    same_at_end: int
    """Residues up to the end, read in the native frame, that are those of the native protein."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The product of one copy."""

    effect: Effect
    protein: str
    """Predicted protein in HGVS."""
    ptc_codon: int | None
    """Codon of the premature stop, counted from Met1 of the altered protein."""
    nmd: bool | None
    exons_lost: tuple[int, ...]
    residues_lost: int | None
    """Residues of the reference protein that are missing or altered to the end."""
    null: bool | None
    """Whether loss of function is predicted; None where it cannot be decided."""
    assumed: tuple[str, ...]
    """Closed codes of the assumptions made (exon skipping, partial exon taken as lost)."""
    product: Product | None = None
    """None where no protein is made, or none can be translated."""

    @property
    def left_open(self) -> Outcome:
        """The same where something is known of an event that its sequence does not tell: open."""
        if self.null is not False:
            return self
        if self.effect is Effect.INTACT:
            return replace(
                self,
                effect=Effect.UNDECIDED,
                protein=UNKNOWN,
                residues_lost=None,
                null=None,
                product=None,
            )
        return replace(self, null=None)


def outcome_of(damage: Damage, gene: GeneModel) -> Outcome:
    """The product of a copy with all the damage that its events do."""
    lost = damage.exons_lost
    if len(lost) == len(gene.exons) or damage.first_exon_gone:
        return _plain(Effect.NO_PRODUCT, NO_PROTEIN, damage, gene.protein_length, null=True)
    if damage.disrupted:
        return _plain(Effect.GENE_DISRUPTED, UNKNOWN, damage, None, null=True)
    if 1 in lost:
        # Without the donor of exon 1 no exon can be skipped; the ATG may still be there.
        effect = Effect.START_LOST if damage.start_deleted else Effect.SPLICE_SITE_LOST
        return _plain(effect, UNKNOWN, damage, None, null=True)
    if damage.undecided:
        return _plain(Effect.UNDECIDED, UNKNOWN, damage, None, null=None)
    if len(gene.exons) in lost:
        return _last_exon_lost(damage, gene)
    if damage.retained_sites:
        return _site_lost(damage, gene)
    try:
        transcript = edited(transcript_sequence(), damage.edits(gene))
    except OverlappingEditsError:
        return _plain(Effect.UNDECIDED, UNKNOWN, damage, None, null=None)
    return _from_sequence(transcript, damage, gene)


def _plain(
    effect: Effect, protein: str, damage: Damage, residues: int | None, *, null: bool | None
) -> Outcome:
    """An outcome that needs no translation."""
    return Outcome(
        effect, protein, None, None, damage.exons_lost, residues, null, damage.assumptions
    )


def _last_exon_lost(damage: Damage, gene: GeneModel) -> Outcome:
    """Stop codon and polyadenylation signal are gone: the RNA cannot be predicted.

    Null where more than a tenth of the protein is surely gone (exon 6 alone holds 18 residues).
    """
    first_lost = min(damage.exons_lost)
    first_base = gene.exons[first_lost - 1].tx_start - gene.cds_start
    residues = gene.protein_length - first_base // 3
    null = True if residues > FRACTION * gene.protein_length else None
    return _plain(Effect.LAST_EXON_LOST, UNKNOWN, damage, residues, null=null)


def _site_lost(damage: Damage, gene: GeneModel) -> Outcome:
    """The donor of exon 1 or the acceptor of exon 6 is lost: no exon can simply be skipped.

    Exon 1: retention or a cryptic site early in the gene, taken as null with the assumption named.
    Exon 6: only the last 18 residues are at stake (clinical rules 1.1.6), so it stays open.
    """
    first = any(site.exon == 1 for site in damage.retained_sites)
    if first:
        return _plain(Effect.SPLICE_SITE_LOST, UNKNOWN, damage, None, null=True)
    residues = gene.protein_length - (gene.exons[-1].tx_start - gene.cds_start) // 3
    return _plain(Effect.SPLICE_SITE_LOST, UNKNOWN, damage, residues, null=None)


def _from_sequence(transcript: EditedTranscript, damage: Damage, gene: GeneModel) -> Outcome:
    """The outcome by translating the edited transcript."""
    reading = read(transcript, gene)
    if reading.start is None:
        return _plain(Effect.START_LOST, UNKNOWN, damage, None, null=True)
    native = protein_sequence() + "*"
    altered = reading.protein
    nmd = _decays(reading, transcript, damage, gene) if reading.premature else None
    effect = _effect(native, reading, nmd)
    name = _protein_name(native, reading, damage, gene)
    if not _can_be_named(effect, damage):
        name = UNKNOWN
    residues = _residues_lost(native, altered, reading)
    return Outcome(
        effect=effect,
        protein=name,
        ptc_codon=len(altered) if reading.premature else None,
        nmd=nmd,
        exons_lost=damage.exons_lost,
        residues_lost=residues,
        null=_presumed(_null(effect, residues, gene), damage),
        assumed=damage.assumptions,
        product=_product(native, altered, reading),
    )


def _presumed(null: bool | None, damage: Damage) -> bool | None:
    """What breaks the copy only if a duplication lies in tandem stays open until that is seen."""
    return None if null and Assumption.TANDEM_PRESUMED.value in damage.assumptions else null


def _can_be_named(effect: Effect, damage: Damage) -> bool:
    """Whether the product is named without RNA: not after lost or doubled exons.

    Clinical rules 3.3: but where one exon is deleted and the frame is kept.
    """
    if damage.duplicated:
        return False
    spliced = Assumption.SPLICE_MECHANISM_ASSUMED.value in damage.assumptions
    one_in_frame = len(damage.exons_lost) == 1 and effect is Effect.IN_FRAME_LOSS and not spliced
    return not damage.exons_lost or one_in_frame


def _protein_name(native: str, reading: Reading, damage: Damage, gene: GeneModel) -> str:
    """The HGVS name of the altered protein."""
    altered = reading.protein
    if altered == native and not damage.touched_codons:
        return "p.(=)"
    touched = damage.touched_codons or (1, gene.protein_length)
    if altered == native or (reading.frame_kept and not reading.native_stop_lost):
        return in_frame_name(native, altered, touched, read_through=reading.read_through)
    return frameshift_name(native, altered)


def _decays(
    reading: Reading, transcript: EditedTranscript, damage: Damage, gene: GeneModel
) -> bool:
    """Whether NMD is predicted: the stop's last base lies 50 nt or more before the last junction.

    PVS1 tree (Abou Tayoun 2018) and clinical rules 1.1.0: the premature stop counts, never the
    variant; the junction is the last one of the exons that this copy keeps.
    """
    kept = [e.tx_start - 1 for e in gene.exons if e.number not in damage.exons_lost]
    # A loss from one exon into another leaves no junction between them.
    junctions = [j for j in kept[1:] if not any(e.first < j < e.last for e in transcript.edits)]
    if not junctions or reading.stop_end is None:
        return False
    return reading.stop_end <= transcript.moved(junctions[-1]) - NMD_DISTANCE


def _effect(native: str, reading: Reading, nmd: bool | None) -> Effect:
    """The kind of product."""
    if reading.protein == native:
        return Effect.INTACT
    if reading.stop_end is None:
        return Effect.NO_STOP
    if not reading.premature:
        in_frame_end = reading.frame_kept and not reading.native_stop_lost
        if in_frame_end and len(reading.protein) < len(native):
            return Effect.IN_FRAME_LOSS
        return Effect.PROTEIN_CHANGED if in_frame_end else Effect.EXTENDED
    return Effect.TRUNCATED_NMD if nmd else Effect.TRUNCATED_ESCAPES_NMD


def _residues_lost(native: str, altered: str, reading: Reading) -> int:
    """Residues of the native protein that are missing, or altered up to the end."""
    length = len(native) - 1
    shared = _shared(native, altered)
    in_frame_end = reading.frame_kept and not reading.premature
    if in_frame_end and not reading.native_stop_lost:
        return max(0, len(native) - len(altered))
    return max(0, length - shared)


def _product(native: str, altered: str, reading: Reading) -> Product:
    """Which residues of the altered protein are native ones; both end in ``*`` with a stop."""
    native, altered = native.removesuffix(STOP), altered.removesuffix(STOP)
    start = _shared(native, altered)
    in_frame_end = reading.frame_kept and not reading.premature and not reading.native_stop_lost
    left = min(len(native), len(altered)) - start
    end = min(left, _shared(native[::-1], altered[::-1])) if in_frame_end else 0
    return Product(len(altered), start, end)


def _shared(one: str, other: str) -> int:
    """Characters that two texts share at their start."""
    if one == other:
        return len(one)
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _null(effect: Effect, residues: int, gene: GeneModel) -> bool | None:
    """Whether loss of function is predicted, by the limits of the PVS1 tree."""
    large = residues > FRACTION * gene.protein_length
    if effect in {Effect.INTACT, Effect.PROTEIN_CHANGED}:
        return False
    if effect in {Effect.TRUNCATED_NMD, Effect.NO_STOP}:
        return True
    if effect is Effect.IN_FRAME_LOSS:
        return large
    return True if large else None
