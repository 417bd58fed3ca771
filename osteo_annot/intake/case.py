"""Everything the files say of one person at the locus: the only thing that later rooms see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.assembly_evidence import check_ref_bases, decide_assembly
from osteo_annot.intake.caller import Caller
from osteo_annot.intake.container import has_index, is_alignments
from osteo_annot.intake.copy_ratio import ExonRatio, exon_ratios
from osteo_annot.intake.coverage import Coverage
from osteo_annot.intake.depth_baseline import DepthReference
from osteo_annot.intake.depth_calls import depth_observations
from osteo_annot.intake.depth_reference import coverages_of, read_references
from osteo_annot.intake.genotype import parse_genotype
from osteo_annot.intake.local_alleles import in_all_alleles
from osteo_annot.intake.located import located
from osteo_annot.intake.notes import Note
from osteo_annot.intake.observation import Observation
from osteo_annot.intake.pedigree import Pedigree
from osteo_annot.intake.remote import open_remote, url_of
from osteo_annot.intake.remote_reads import FetchedReads, bring
from osteo_annot.intake.row import BadRow, Row
from osteo_annot.intake.segments import is_segment_file, open_segments
from osteo_annot.intake.vcf_file import VcfFile, open_vcf
from osteo_annot.intake.wide import WideFile, spooled_if_wide
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import Reference, embedded_reference, reference_from_fasta
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits


@dataclass(frozen=True, slots=True)
class LocusFile:
    """One file with its records at the locus of the decided assembly."""

    file: VcfFile
    number: int
    """Place in the order given, from 1."""
    rows: tuple[Row, ...]
    bad_rows: tuple[BadRow, ...]
    evidence: tuple[str, ...]
    """What told the assembly."""
    limits: CallLimits = DEFAULT_LIMITS
    """From when a genotype counts."""

    def observations(self, sample: str) -> tuple[Observation, ...]:
        """One observation per record for a sample of the file."""
        column = self.file.header.samples.index(sample)
        return tuple(self.observation(row, column) for row in self.rows)

    def observation(self, row: Row, column: int) -> Observation:
        """What a record says of the sample in the 0-based column."""
        fields = in_all_alleles(row.fields(column), row.n_alleles)
        genotype = parse_genotype(fields.get("GT"), row.n_alleles, fields.get("PS", ""))
        name = f"f{self.number}.r{row.ordinal}"
        header = self.file.header
        return Observation(
            name,
            self.number,
            self.file.name,
            row,
            fields,
            genotype,
            header.caller,
            header.fileformat,
            self.limits,
        )


ReadPhases = dict[tuple[int, str, str], tuple[str, int]]
"""Phase set and side (0 or 1) of the ALT, by POS, REF and ALT of a record."""


@dataclass(frozen=True, slots=True)
class InputSet:
    """The files given together, opened once for all their samples."""

    assembly: Assembly
    reference: Reference
    files: tuple[LocusFile, ...]
    pedigree: Pedigree | None
    coverages: tuple[Coverage, ...]
    """What the coverage files say, in the order given."""
    notes: tuple[str, ...]
    """``CODE: text`` of each repair or oddity, in file order."""
    side_files: tuple[tuple[str, Path], ...]
    """Kind and path of the pedigree, coverage and reference files that were read."""
    alignments: tuple[Path, ...] = ()
    """BAM and CRAM files."""
    fasta: Path | None = None
    """The genome FASTA of the user."""
    depth_reference: DepthReference | None = None
    """The samples against which depth is held."""
    fetched: tuple[FetchedReads, ...] = ()
    """Reads that came from a server; their files live as long as this."""

    def samples(self) -> tuple[str, ...]:
        """Every sample, in file order, that is nobody's parent in the pedigree."""
        names = dict.fromkeys(s for f in self.files for s in f.file.header.samples)
        parents = self.pedigree.parents if self.pedigree else frozenset()
        return tuple(name for name in names if name not in parents)

    @property
    def is_wide(self) -> bool:
        """Whether a file has so many people that their cells are not held together."""
        return any(isinstance(f.file, WideFile) for f in self.files)

    def holding(self, samples: Iterable[str]) -> InputSet:
        """The same files with the cells of the samples and their relatives, where not all are held.

        Every such file is gone through once; the memory needed grows with the samples asked for.
        """
        if not self.is_wide:
            return self
        names = list(samples)
        for _ in range(2):  # relatives are judged too, by their own relatives
            names += [kin for name in names for kin in self.kin_of(name)]
            names = list(dict.fromkeys(names))
        files = (
            replace(f, rows=located(f.file, self.assembly, names)[0])
            if isinstance(f.file, WideFile)
            else f
            for f in self.files
        )
        return replace(self, files=tuple(files))

    def kin_of(self, sample: str) -> tuple[str, ...]:
        """Names of a sample's relatives by the pedigree, in the files or not."""
        return tuple(self.pedigree.relatives_of(sample)) if self.pedigree else ()

    def person(self, sample: str) -> Person:
        """The observations of a sample and of its parents.

        Raises RefusedError (SAMPLE_NOT_IN_FILE) for every file that lacks the sample.
        """
        parents = self.pedigree.parents_of(sample) if self.pedigree else {}
        own = [f for f in self.files if sample in f.file.header.samples]
        faults = [
            _lacks(f.file, sample)
            for f in self.files
            if f not in own and not (own and set(parents.values()) & set(f.file.header.samples))
        ]
        if faults:
            raise RefusedError(*faults)
        person = self._as_person(sample, asked=True)
        return replace(person, read_phases=self._read_phases(sample, person.observations))

    def relative_as_person(self, name: str) -> Person:
        """A relative with the own parents; files that lack the relative are passed over."""
        return self._as_person(name, asked=False)

    def _as_person(self, name: str, *, asked: bool) -> Person:
        """A sample with its parents; ``asked``: it is the one that the files are given for."""
        parents = self.pedigree.parents_of(name) if self.pedigree else {}
        relatives = {role: self._relative(role, parent) for role, parent in parents.items()}
        present = {role: parent for role, parent in relatives.items() if parent.observed}
        own = self._relative("", name, asked=asked)
        return Person(name, own.observations, present, own.copy_ratios)

    def family_of(self, sample: str) -> list[Relative]:
        """Relatives by the pedigree that are in the files: parents first, then by name."""
        roles = self.pedigree.relatives_of(sample) if self.pedigree else {}
        order = ("mother", "father", "sibling", "child", "relative")
        family = [self._relative(role, name) for name, role in roles.items()]
        return sorted(
            (r for r in family if r.observed), key=lambda r: (order.index(r.role), r.name)
        )

    def coverage_of(self, name: str, *, relative: bool) -> tuple[Coverage, ...]:
        """What is known of a person's coverage; what names nobody is not taken for a relative's.

        A BAM or CRAM whose one sample is in no VCF is taken for the person asked about.
        """
        known = {sample for f in self.files for sample in f.file.header.samples}
        return tuple(
            c
            for c in self.coverages
            if c.sample == name or (not relative and (not c.sample or c.sample not in known))
        )

    def _relative(self, role: str, name: str, *, asked: bool = False) -> Relative:
        """A sample of the files in a role, with what its depth tells."""
        own = [f for f in self.files if name in f.file.header.samples]
        observations = [o for f in own for o in f.observations(name)]
        profiles = (c.profile for c in self.coverage_of(name, relative=not asked) if c.profile)
        profile = next(profiles, None)
        if profile is None or not own:
            return Relative(role, name, tuple(observations), observed=bool(own))
        ratios = exon_ratios(replace(profile, sample=name), self.depth_reference)
        number = len(self.files) + 1
        observations += depth_observations(ratios, self.assembly, number, profile.file)
        return Relative(role, name, tuple(observations), copy_ratios=ratios)

    def _read_phases(self, sample: str, observations: Sequence[Observation]) -> ReadPhases:
        """Phase by the person's own reads; empty without a BAM or CRAM, or without WhatsHap.

        Raises RefusedError (ALIGNMENTS_INVALID, PHASING_FAILED).
        """
        if not self.alignments or any(n.startswith(Note.PHASING_NOT_INSTALLED) for n in self.notes):
            return {}
        from osteo_annot.intake.read_phase import alignments_of, phased_by_reads  # lazy: rare

        path = alignments_of(self.alignments, sample, self.assembly.chr6_length)
        if path is None:
            return {}
        length = self.assembly.chr6_length
        return phased_by_reads(observations, sample, path, self.fasta, chr6_length=length)


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative, as the files and the pedigree tell."""

    role: str
    name: str
    observations: tuple[Observation, ...]
    observed: bool = True
    """Whether any file has the sample."""
    doubtful: bool = False
    """Whether the sample can hardly be the parent; what it would tell is then not used."""
    copy_ratios: tuple[ExonRatio, ...] = ()
    """What the depth tells of each exon, in transcript order; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Person:
    """One sample and what the files say of it and its parents."""

    sample: str
    observations: tuple[Observation, ...]
    relatives: dict[str, Relative]
    """By role: ``father``, ``mother``; only those with genotypes in the files."""
    copy_ratios: tuple[ExonRatio, ...] = ()
    """What the depth tells of each exon, in transcript order; empty where there is none."""
    read_phases: ReadPhases = field(default_factory=dict)
    """What the person's own reads say of the phase of small variants."""


def read_inputs(
    paths: Sequence[Path],
    *,
    assembly: Assembly | None = None,
    reference: Path | None = None,
    pedigree: Pedigree | None = None,
    pedigree_path: Path | None = None,
    coverage: Sequence[Path] = (),
    depth_reference: Sequence[Path] = (),
    sample: str | None = None,
    limits: CallLimits = DEFAULT_LIMITS,
) -> InputSet:
    """Open all files, decide the assembly, read the locus, and check REF against the reference.

    ``sample`` is the person to whom a table without a sample name belongs; without it the one
    person of the other files; ``limits`` are those of the policy. Raises RefusedError with every
    fault of all files.
    """
    files = _open_all(paths, sample, pedigree)
    decided, evidence = decide_assembly(files, assembly)
    bases = reference_from_fasta(reference, decided) if reference else embedded_reference(decided)
    at_locus = [
        LocusFile(
            file,
            number,
            *located(file, decided),
            tuple(e.text for e in evidence if e.file == file.name),
            limits,
        )
        for number, file in enumerate(files, 1)
    ]
    notes = [f"{code}: {file.name}" for file in files for code in file.notes]
    notes += [f"{Note.CALLER_NOT_KNOWN}: {f.file.name}" for f in at_locus if _caller_not_known(f)]
    faults: list[Fault] = []
    coverages: list[Coverage] = []
    for item in at_locus:
        try:
            checked = check_ref_bases(item.file, item.rows, bases)
            notes.extend(f"{Note.ANCHOR_BASE_DIFFERS}: {text}" for text in checked)
        except RefusedError as error:
            faults.extend(error.faults)
    brought = bring(coverage, decided, reference)
    coverage = brought.paths
    faults += brought.faults
    alignments = tuple(path for path in coverage if is_alignments(path))
    unindexed = {path for path in alignments if not has_index(path)}
    notes += [f"{Note.ALIGNMENTS_NOT_INDEXED}: {p.name}" for p in alignments if p in unindexed]
    if alignments and find_spec("whatshap") is None:
        notes += [f"{Note.PHASING_NOT_INSTALLED}: {path.name}" for path in alignments]
    names = {name for item in at_locus for name in item.file.header.samples}
    for path in coverage:
        try:
            coverages += _coverages(path, decided, reference, names, limits)
        except RefusedError as error:
            faults.extend(error.faults)
    references: DepthReference | None = None
    try:
        references = read_references(depth_reference, decided, reference)
    except RefusedError as error:
        faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    sides = [("pedigree", pedigree_path), ("reference", reference)]
    side_files = [(kind, path) for kind, path in sides if path]
    side_files.extend(
        ("alignments" if path in alignments else "coverage", path) for path in coverage
    )
    side_files.extend(("depth_reference", path) for path in depth_reference)
    return InputSet(
        decided,
        bases,
        tuple(at_locus),
        pedigree,
        tuple(coverages),
        tuple(notes),
        tuple(side_files),
        tuple(path for path in alignments if path not in unindexed),
        reference,
        references,
        brought.fetched,
    )


def _coverages(
    path: Path, assembly: Assembly, reference: Path | None, names: set[str], limits: CallLimits
) -> list[Coverage]:
    """What a coverage file says; a text file named after a sample, as mosdepth's are, is of it."""
    read = coverages_of(path, assembly, reference, limits)
    own = [name for name in names if path.name.startswith(f"{name}.")]
    if is_alignments(path) or not own:
        return read
    return [replace(c, sample=max(own, key=len)) for c in read]


def _open_all(
    paths: Sequence[Path], sample: str | None, pedigree: Pedigree | None
) -> list[VcfFile]:
    """Open every file and read its lines; all faults together, in the order given."""
    if not paths:
        raise refuse(RefusalCode.FILE_NOT_FOUND, "input", "No VCF was given.")
    opened: dict[int, VcfFile] = {}
    faults: list[Fault] = []
    tables = {i for i, path in enumerate(paths) if not url_of(path) and is_segment_file(path)}
    # Tables last: whose they are may be told by the other files.
    for index in sorted(range(len(paths)), key=lambda i: (i in tables, i)):
        try:
            if index in tables:
                person = sample or _only_person(opened.values(), pedigree)
                opened[index] = open_segments(paths[index], person)
            else:
                opened[index] = spooled_if_wide(_opened(paths[index]))
                opened[index].lines  # noqa: B018 - read now: damage is found before any decision
        except RefusedError as error:
            faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    return [opened[index] for index in range(len(paths))]


def _opened(path: Path) -> VcfFile:
    """A file of this machine or on a server."""
    url = url_of(path)
    return open_remote(path, url) if url else open_vcf(path)


def _only_person(files: Iterable[VcfFile], pedigree: Pedigree | None) -> str | None:
    """The one sample of the files that is nobody's parent; None where there are several."""
    parents = pedigree.parents if pedigree else frozenset()
    names = {name for file in files for name in file.header.samples} - parents
    return names.pop() if len(names) == 1 else None


def _caller_not_known(file: LocusFile) -> bool:
    """Whether a file without a known writer has structural records at the locus."""
    if file.file.header.caller is not Caller.UNKNOWN:
        return False
    return any(
        "SVTYPE" in row.info or any(alt[:1] == "<" and not row.is_block for alt in row.alts)
        for row in file.rows
    )


def _lacks(file: VcfFile, sample: str) -> Fault:
    """The fault of a file that does not have the sample, with the names that it has."""
    names = file.header.samples
    shown = ", ".join(printable(name, 60) for name in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    found = f"There is no sample {printable(sample, 60)}; it has {shown}{more}."
    return Fault(RefusalCode.SAMPLE_NOT_IN_FILE, file.name, found)
