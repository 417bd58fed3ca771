"""One person: what the files say of the sample and its parents, and what depth and reads show.

It is the only thing of the inputs that later rooms see of a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable
from osteo_annot.intake.case import InputSet
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.baseline import depth_reference
from osteo_annot.measured.claimed_losses import claimed_losses
from osteo_annot.measured.copy_ratio import exon_ratios
from osteo_annot.measured.depth_calls import DepthCall, depth_calls
from osteo_annot.measured.exon_ratio import ExonRatio
from osteo_annot.measured.parentage import Parentage
from osteo_annot.measured.reads.locus_reads import LocusReads
from osteo_annot.measured.surroundings import MarkedRun, Surroundings
from osteo_annot.notes import NoteCode
from osteo_annot.sentences.sentence import Said
from osteo_annot.values import dataclass

ReadPhases = dict[tuple[int, str, str], tuple[str, int]]
"""Phase set and side (0 or 1) of the ALT, by POS, REF and ALT of a record."""


@dataclass(frozen=True, slots=True)
class RelativeCall:
    """What a relative's genotype says of an event of the person."""

    role: Role
    carries: int | None
    """Copies with the event: 0, 1 or 2; None when it was not called, or the call is not used."""
    said: Said
    """The genotype as written, or ``not called``, and why it is not used."""
    is_certain: bool = True
    """Whether genotype quality and depth stand behind it."""
    mosaic: Said | None = None
    """The reads of a mosaic or artefact; None for none."""
    reads: str = ""
    """Reads with it of all, ``12 of 30``, or all; empty where the record tells neither."""

    @property
    def text(self) -> str:
        """The genotype in words."""
        return self.said.text


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative, as the files and the pedigree tell."""

    role: Role
    name: str
    observations: tuple[Observation, ...]
    observed: bool = True
    """Whether any file has the sample."""
    doubtful: bool = False
    """Whether the sample can hardly be the parent; what it would tell is then not used."""
    copy_ratios: tuple[ExonRatio, ...] = ()
    """What the depth tells of each exon, in transcript order; empty where there is none."""
    depth_calls: tuple[DepthCall, ...] = ()
    """Runs of exons whose copies the depth tells, ascending on the chromosome."""
    reads: LocusReads | None = None
    """The relative's own reads, fetched when asked for; None where none were given."""
    calls: dict[str, RelativeCall] = field(default_factory=dict)
    """By id of the person's event; filled once the events are known."""


@dataclass(frozen=True, slots=True)
class StatedPhase:
    """The phase of two events as reviewers state it, with evidence beyond the files."""

    first: str
    """Id of an event."""
    second: str
    trans: bool | None
    """None: what the files tell of it does not hold."""


@dataclass(frozen=True, slots=True)
class Person:
    """One sample and what the files say of it and its parents."""

    sample: str
    observations: tuple[Observation, ...]
    relatives: dict[Role, Relative]
    """By role: ``father``, ``mother``; only those with genotypes in the files."""
    copy_ratios: tuple[ExonRatio, ...] = ()
    """What the depth tells of each exon, in transcript order; empty where there is none."""
    depth_calls: tuple[DepthCall, ...] = ()
    """Runs of exons whose copies the depth tells, ascending on the chromosome."""
    read_phases: ReadPhases = field(default_factory=dict)
    """What the person's own reads say of the phase of small variants."""
    reads: LocusReads | None = None
    """The person's reads at the locus, fetched when asked for; None where none were given."""
    stated_phases: tuple[StatedPhase, ...] = ()
    """What reviewers state; it holds in the place of what the files tell of the same two events."""
    surroundings: Surroundings | None = None
    """What markers around the gene say; read when asked for. None for a person without files."""

    @property
    def doubtful_parents(self) -> tuple[Parentage, ...]:
        """Parents who can hardly be the person's, by the markers around the gene."""
        return self.surroundings.doubtful_parents if self.surroundings else ()

    @property
    def homozygosity(self) -> MarkedRun | None:
        """The run of homozygosity at the gene, where a file can be asked for markers."""
        return self.surroundings.homozygosity if self.surroundings else None

    def other_genes(self) -> tuple[str, ...]:
        """Other genes of the panel in which the person's files have records."""
        return self.surroundings.other_genes() if self.surroundings else ()

    def with_parents_doubted(self) -> Person:
        """The person, with each parent marked whose parentage is in doubt."""
        roles = {parentage.role for parentage in self.doubtful_parents}
        marked = {
            role: replace(relative, doubtful=role in roles)
            for role, relative in self.relatives.items()
        }
        return replace(self, relatives=marked)


def person_of(inputs: InputSet, sample: str) -> Person:
    """The observations of a sample and of its parents, and what its own reads show of phase.

    Raises RefusedError (SAMPLE_NOT_IN_FILE for every file that lacks the sample;
    ALIGNMENTS_INVALID, PHASING_FAILED).
    """
    parents = inputs.pedigree.parents_of(sample) if inputs.pedigree else {}
    own = [f for f in inputs.files if sample in f.file.header.samples]
    faults = [
        _lacks(f.file, sample)
        for f in inputs.files
        if f not in own and not (own and set(parents.values()) & set(f.file.header.samples))
    ]
    if faults:
        raise RefusedError(*faults)
    person = _as_person(inputs, sample, asked=True)
    return replace(person, read_phases=_read_phases(inputs, sample, person.observations))


def relative_as_person(inputs: InputSet, name: str) -> Person:
    """A relative with the own parents; files that lack the relative are passed over."""
    return _as_person(inputs, name, asked=False)


def family_of(inputs: InputSet, sample: str) -> list[Relative]:
    """Relatives by the pedigree that are in the files: parents first, then by name."""
    roles = inputs.pedigree.relatives_of(sample) if inputs.pedigree else {}
    order = tuple(Role)
    family = [_relative(inputs, role, name) for name, role in roles.items()]
    return sorted((r for r in family if r.observed), key=lambda r: (order.index(r.role), r.name))


def _as_person(inputs: InputSet, name: str, *, asked: bool) -> Person:
    """A sample with its parents; ``asked``: it is the one that the files are given for."""
    parents = inputs.pedigree.parents_of(name) if inputs.pedigree else {}
    relatives = {role: _relative(inputs, role, parent) for role, parent in parents.items()}
    present = {role: parent for role, parent in relatives.items() if parent.observed}
    ratios = [parent.copy_ratios for parent in present.values() if parent.copy_ratios]
    own = _relative(inputs, Role.PROBAND, name, ratios, asked=asked)
    surroundings = Surroundings(
        inputs.files,
        name,
        tuple((role, relative.name) for role, relative in present.items()),
        gene_model(inputs.assembly),
        claimed_losses(own.observations, own.depth_calls),
        tuple(call.outer for call in own.depth_calls if call.copies < 2),
    )
    return Person(
        name,
        own.observations,
        present,
        own.copy_ratios,
        own.depth_calls,
        reads=own.reads,
        surroundings=surroundings,
    )


def _relative(
    inputs: InputSet,
    role: Role,
    name: str,
    parents: Sequence[Sequence[ExonRatio]] = (),
    *,
    asked: bool = False,
) -> Relative:
    """A sample of the files in a role, with what its depth tells beside that of its parents."""
    own = [f for f in inputs.files if name in f.file.header.samples]
    observations = [o for f in own for o in f.observations(name)]
    profiles = (c.profile for c in inputs.coverage_of(name, relative=not asked) if c.profile)
    profile = next(profiles, None)
    reads = _reads_of(inputs, name, asked=asked)
    if profile is None or not own:
        return Relative(role, name, tuple(observations), observed=bool(own), reads=reads)
    reference = depth_reference(inputs.references) if inputs.references else None
    ratios = exon_ratios(replace(profile, sample=name), reference)
    number = len(inputs.files) + 1
    calls = depth_calls(ratios, inputs.assembly, number, profile.file, parents)
    return Relative(
        role, name, tuple(observations), copy_ratios=ratios, depth_calls=calls, reads=reads
    )


def _reads_of(inputs: InputSet, name: str, *, asked: bool) -> LocusReads | None:
    """The BAM or CRAM with a sample's reads; a relative's has to name the relative."""
    file = inputs.reads_of(name, relative=not asked)
    if file is None:
        return None
    number = len(inputs.files) + 2  # behind the depth
    return LocusReads(file.opened.path, name, inputs.assembly, inputs.fasta, number)


def _read_phases(inputs: InputSet, sample: str, observations: Sequence[Observation]) -> ReadPhases:
    """Phase by the person's own reads; empty without a BAM or CRAM, or without WhatsHap.

    Raises RefusedError (ALIGNMENTS_INVALID, PHASING_FAILED).
    """
    missing = any(n.code is NoteCode.PHASING_NOT_INSTALLED for n in inputs.notes)
    file = inputs.reads_of(sample, relative=False)
    if file is None or missing:
        return {}
    from osteo_annot.measured.read_phase import phased_by_reads  # lazy: rare

    path, length = file.opened.path, LOCUS.lengths[inputs.assembly]
    return phased_by_reads(observations, sample, path, inputs.fasta, contig_length=length)


def _lacks(file: VcfFile, sample: str) -> Fault:
    """The fault of a file that does not have the sample, with the names that it has."""
    names = file.header.samples
    shown = ", ".join(printable(name, 60) for name in names[:5])
    left = max(0, len(names) - 5)
    found = f"There is no sample {printable(sample, 60)}; it has {shown} and {left} more."
    if not left:
        found = f"There is no sample {printable(sample, 60)}; it has {shown}."
    return Fault(RefusalCode.SAMPLE_NOT_IN_FILE, file.name, found)
