"""LoF rescue checks: what could leave function in spite of a null variant, or make it an artefact.

Sources: Singer-Berk 2023 (curation of loss of function), LOFTEE (definitions of its filters and
flags, judged here anew), clinical rules 1.4. No answer changes the strength of PVS1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osteo_annot.copies.callability import is_weak
from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.splice import Site, SpliceSite
from osteo_annot.events.allele_depths import allele_depths
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.cdna import coding_position
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.record.policy import LofRescuePolicy
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

_NEAR = 20
"""Bases on each side of a lost site in which a cryptic one is looked for (clinical rules 1.1.2)."""
_NAGNAG = 3
_LEAST_INTRON = 15
"""Introns below this length are no real introns (LOFTEE: SMALL_INTRON)."""


class Check(Worded):
    """The closed list of checks."""

    SECOND_CHANGE_IN_CODON = (
        "SECOND_CHANGE_IN_CODON",
        "Is there a second change in the same codon?",
    )
    FRAME_RESTORING_INDEL = (
        "FRAME_RESTORING_INDEL",
        "Is there another indel that could restore the frame?",
    )
    CRYPTIC_SITE_IN_FRAME = (
        "CRYPTIC_SITE_IN_FRAME",
        (
            "Is there a splice dinucleotide within 20 bases that would keep "
            "the frame? Its strength is not scored."
        ),
    )
    NAGNAG_ACCEPTOR = (
        "NAGNAG_ACCEPTOR",
        "Is there a second AG three bases from the lost acceptor?",
    )
    ESCAPES_DECAY = (
        "ESCAPES_DECAY",
        "Does the stop escape decay (last exon, or 50 nucleotides before)?",
    )
    SMALL_INTRON = ("SMALL_INTRON", "Is an adjacent intron shorter than 15 bases?")
    HOMOPOLYMER = ("HOMOPOLYMER", "Does the change lie in a homopolymer?")
    LOW_ALLELE_BALANCE = (
        "LOW_ALLELE_BALANCE",
        "Do few reads carry the allele of a heterozygous call?",
    )
    LOW_QUALITY_OR_DEPTH = (
        "LOW_QUALITY_OR_DEPTH",
        "Is the call of low quality or depth in every file?",
    )
    EXON_NOT_EXPRESSED = (
        "EXON_NOT_EXPRESSED",
        "Is the exon little expressed (pext)? No such data are embedded.",
    )
    LOW_MAPPABILITY = ("LOW_MAPPABILITY", "Is the place hard to map? No such data are embedded.")


@dataclass(frozen=True, slots=True)
class Checked:
    """One check with its answer."""

    check: Check
    answer: bool | None
    """None: not assessed."""
    detail: str = ""


class CodingChanges:
    """The exact coding changes of a person, by their codons and by what they do to the frame."""

    def __init__(self, effects: Iterable[EventEffect], gene: GeneModel) -> None:
        self._in_codon: dict[int, list[tuple[int, str]]] = {}
        self._by_shift: dict[int, list[str]] = {}
        for place, event in enumerate(e.event for e in effects):
            codons = _codons(event.allele, gene)
            for codon in codons:
                self._in_codon.setdefault(codon, []).append((place, event.id))
            if event.allele is not None and codons:
                self._by_shift.setdefault(event.allele.net % 3, []).append(event.id)

    def in_codons(self, codons: Iterable[int], but: str) -> list[str]:
        """Ids of the changes of some of the codons, in the order given; not that of ``but``."""
        found = {entry for codon in codons for entry in self._in_codon.get(codon, ())}
        return [name for _, name in sorted(found) if name != but]

    def with_shift(self, shift: int) -> Sequence[str]:
        """Ids of the changes that shift the frame by so many bases, modulo three."""
        return self._by_shift.get(shift % 3, [])


def rescue_checks(
    effect: EventEffect,
    changes: CodingChanges,
    gene: GeneModel,
    reference: Reference,
    policy: LofRescuePolicy,
) -> tuple[Checked, ...]:
    """The check list of an event; ``changes`` are those of all events of the person."""
    event, outcome = effect.event, effect.single_outcome
    return (
        _second_in_codon(event, changes, gene),
        _restoring(event, changes, gene),
        *_cryptic(effect, reference),
        Checked(Check.ESCAPES_DECAY, None if outcome.nmd is None else not outcome.nmd),
        Checked(Check.SMALL_INTRON, _shortest_intron(gene) < _LEAST_INTRON),
        _homopolymer(event, reference, policy),
        _balance(event, policy),
        _quality(event),
        Checked(Check.EXON_NOT_EXPRESSED, None),
        Checked(Check.LOW_MAPPABILITY, None),
    )


def _second_in_codon(event: Event, changes: CodingChanges, gene: GeneModel) -> Checked:
    """Another small variant whose codons overlap those of the event."""
    own = _codons(event.allele, gene)
    others = changes.in_codons(own, but=event.id)
    answer = bool(others) if own else None
    return Checked(Check.SECOND_CHANGE_IN_CODON, answer, ", ".join(others[:3]))


def _codons(allele: Allele | None, gene: GeneModel) -> set[int]:
    """Codons in which an exact change replaces or inserts bases."""
    if allele is None or len(allele.ref) > gene.cds_length:
        return set()
    positions = range(allele.start, max(allele.end, allele.start) + 1)
    found = (coding_position(gene, position) for position in positions)
    return {(c.base - 1) // 3 for c in found if c is not None and c.in_cds}


def _restoring(event: Event, changes: CodingChanges, gene: GeneModel) -> Checked:
    """Another coding indel that, on the same copy, would restore the reading frame."""
    own = event.allele
    if own is None or not _codons(own, gene):
        return Checked(Check.FRAME_RESTORING_INDEL, None)
    if own.net % 3 == 0:
        return Checked(Check.FRAME_RESTORING_INDEL, False)
    # Its own shift restores nothing, so that it is not among these.
    others = changes.with_shift(-own.net)
    return Checked(Check.FRAME_RESTORING_INDEL, bool(others), ", ".join(others[:3]))


def _cryptic(effect: EventEffect, reference: Reference) -> tuple[Checked, Checked]:
    """Splice dinucleotides beside a lost canonical site, in frame with it."""
    lost: Sequence[SpliceSite] = ()
    if effect.event.kind is EventKind.SMALL_VARIANT and effect.placed is not None:
        lost = effect.placed.lost_sites
    if not lost:
        none = Checked(Check.CRYPTIC_SITE_IN_FRAME, None, "no canonical site is lost")
        return none, Checked(Check.NAGNAG_ACCEPTOR, None, "no acceptor is lost")
    shifts, known = cryptic_shifts(lost[0], reference)
    in_frame = [shift for shift in shifts if shift % 3 == 0]
    told = ", ".join(f"{shift:+d}" for shift in in_frame)
    cryptic = Checked(Check.CRYPTIC_SITE_IN_FRAME, _found(bool(in_frame), known), told)
    acceptor = lost[0].site is Site.ACCEPTOR
    near = any(abs(shift) == _NAGNAG for shift in shifts)
    return cryptic, Checked(Check.NAGNAG_ACCEPTOR, _found(near, known) if acceptor else False)


def _found(found: bool, known: bool) -> bool | None:
    """What was found; nothing found in sequence that is not all known is not assessed."""
    return True if found else (False if known else None)


def cryptic_shifts(site: SpliceSite, reference: Reference) -> tuple[list[int], bool]:
    """Shifts of the splice site along the transcript at which its dinucleotide stands too.

    In bases, within 20 on each side, positive towards the 3' end; and whether all bases there are
    known.
    """
    bases = reference.sense(site.start - _NEAR, site.end + _NEAR)
    pair = "GT" if site.site is Site.DONOR else "AG"
    shifts = [i - _NEAR for i in range(len(bases) - 1) if bases[i : i + 2] == pair]
    return [shift for shift in shifts if shift], "N" not in bases


def _shortest_intron(gene: GeneModel) -> int:
    """Length of the shortest intron in bases."""
    pairs = zip(gene.exons, gene.exons[1:], strict=False)
    return min(up.start - down.end - 1 for up, down in pairs)


def _homopolymer(event: Event, reference: Reference, policy: LofRescuePolicy) -> Checked:
    """The longest run of one base that touches the change."""
    allele = event.allele
    if allele is None or event.kind is not EventKind.SMALL_VARIANT:
        return Checked(Check.HOMOPOLYMER, None)
    reach = policy.homopolymer
    first = allele.start - reach
    bases = reference.fetch(first, allele.end + reach)
    touched = range(reach - 1, reach + len(allele.ref) + 1)
    longest, unknown = 0, False
    for index in touched:
        base = bases[index]
        left = right = index
        while left > 0 and bases[left - 1] == base:
            left -= 1
        while right < len(bases) - 1 and bases[right + 1] == base:
            right += 1
        unknown |= "N" in bases[max(left - 1, 0) : right + 2]
        if base != "N":
            longest = max(longest, right - left + 1)
    found = longest >= policy.homopolymer
    return Checked(
        Check.HOMOPOLYMER, _found(found, not unknown), say.LONGEST_RUN(length=longest).text
    )


def _balance(event: Event, policy: LofRescuePolicy) -> Checked:
    """The share of reads with the allele, of heterozygous calls."""
    shares = [
        depths[s.allele] / sum(depths)
        for s in event.support
        if s.allele and (depths := allele_depths(s.observation)) and sum(depths)
    ]
    if event.zygosity not in {Zygosity.HETEROZYGOUS, Zygosity.MOSAIC_OR_ARTEFACT} or not shares:
        return Checked(Check.LOW_ALLELE_BALANCE, None)
    best = max(shares)
    low = best < policy.allele_balance_below
    return Checked(Check.LOW_ALLELE_BALANCE, low, say.SHARE_OF_READS(share=f"{best:.2f}").text)


def _quality(event: Event) -> Checked:
    """Whether every call of the event is weak; not assessed where none tells quality or depth."""
    telling = [s for s in event.support if {"GQ", "DP"} & s.observation.fields.keys()]
    if not telling:
        return Checked(Check.LOW_QUALITY_OR_DEPTH, None)
    return Checked(Check.LOW_QUALITY_OR_DEPTH, all(is_weak(s.observation) for s in telling))
