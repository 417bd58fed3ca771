"""The library for other programs: read files, judge a person, look at the result, write it.

Only what stands in ``__all__`` is promised: a name or parameter goes away, or means something else,
with a new major version only. ``docs/api.md`` has examples, all of which are run by the tests. What
is wrong with an input is a :class:`RefusedError`, whose ``faults`` have a code, the place and the
remedy. Nothing here talks to the network unless a file is given by its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from osteo_annot.errors import Fault, RefusalCode, RefusedError, reason_of, refuse
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.case import Declared, InputSet, read_inputs
from osteo_annot.intake.depth.whose import given_reads
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import resources
from osteo_annot.report.files import file_stem, write_result
from osteo_annot.report.formats import DEFAULT_NAMES, Wanted, checked_formats
from osteo_annot.report.result.build import result_of
from osteo_annot.report.result.document import document_of, result_from_json
from osteo_annot.report.result.model import SCHEMA_VERSION, Event, Result
from osteo_annot.report.result.options import options_of
from osteo_annot.report.result.schema import result_schema
from osteo_annot.report.table.cohort import cohort_row
from osteo_annot.sentences.language import Language
from osteo_annot.values import dataclass
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.state import State

__all__ = [
    "SCHEMA_VERSION",
    "Assembly",
    "Confidence",
    "Event",
    "Fault",
    "Files",
    "RefusalCode",
    "RefusedError",
    "Result",
    "State",
    "demo_folder",
    "document",
    "judge",
    "read_files",
    "read_result",
    "row",
    "schema",
    "write",
]

FilePath = str | PathLike[str]
"""Path of a file, or its address."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files that belong together, read at the locus once; nothing is judged yet."""

    inputs: InputSet
    """What the files say. Not promised."""
    knowledge: Knowledge
    """Policy and sources. Not promised."""

    @property
    def samples(self) -> tuple[str, ...]:
        """Every sample, in file order, that is nobody's parent in the pedigree."""
        return self.inputs.samples()

    @property
    def assembly(self) -> Assembly:
        """The assembly that the files themselves show, or that was given."""
        return self.inputs.assembly


def read_files(
    vcfs: Sequence[FilePath],
    *,
    sample: str | None = None,
    pedigree: FilePath | None = None,
    assembly: str | None = None,
    reference: FilePath | None = None,
    coverage: Sequence[FilePath] = (),
    reads: Sequence[str] = (),
    depth_reference: Sequence[FilePath] = (),
    deletions_searched: Sequence[FilePath] = (),
    policy: FilePath | None = None,
    gnomad: Sequence[FilePath] = (),
    clinvar: Sequence[FilePath] = (),
    splice: Sequence[FilePath] = (),
    missense: Sequence[FilePath] = (),
) -> Files:
    """Read files at the locus: those of one person, of a family, or of a cohort.

    The parameters are the options of ``osteo-annot annotate``. ``sample`` is whom a table without a
    sample name belongs to.
    Raises RefusedError with every fault of all files.
    """
    known = KnowledgeFiles(
        _path(policy), _paths(gnomad), _paths(clinvar), _paths(splice), _paths(missense)
    )
    inputs = read_inputs(
        _paths(vcfs),
        assembly=Assembly(assembly) if assembly else None,
        reference=_path(reference),
        pedigree=read_pedigree(Path(pedigree)) if pedigree else None,
        pedigree_path=_path(pedigree),
        coverage=_paths(coverage),
        reads=[given_reads(text) for text in reads],
        depth_reference=_paths(depth_reference),
        sample=sample,
        limits=known.in_force.rules.calls,
        deletions_searched=Declared(_paths(deletions_searched), "--deletions-searched"),
    )
    return Files(inputs, known.read(inputs))


def judge(
    files: Files,
    sample: str | None = None,
    *,
    hpo: Sequence[str] = (),
    hpo_absent: Sequence[str] = (),
    phenopacket: FilePath | None = None,
    order: FilePath | None = None,
    laboratory: FilePath | None = None,
) -> Result:
    """Judge both copies of one person.

    ``sample`` may be left out where the files have one person who is nobody's parent.
    Raises RefusedError where what is said of the person cannot be trusted, ValueError where several
    people could be meant.
    """
    name = sample if sample is not None else _only(files.samples)
    given = options_of(
        hpo, hpo_absent, _path(phenopacket), _path(order), laboratory=_path(laboratory)
    )
    options = replace(given, knowledge=files.knowledge)
    return result_of(files.inputs.holding([name]), name, options)


def document(result: Result) -> dict[str, Any]:
    """The result as the plain values of its JSON file, by :func:`schema`; yours to change."""
    return deepcopy(document_of(result))


def row(result: Result) -> dict[str, str]:
    """The row of a person in a cohort table: state, confidence, variants, exons; all are text."""
    return cohort_row(result, "")


def schema() -> Mapping[str, Any]:
    """The JSON Schema of a result."""
    return result_schema()


def write(
    result: Result,
    files: Files,
    folder: FilePath,
    *,
    formats: Iterable[str] = DEFAULT_NAMES,
    language: str = "en",
) -> tuple[Path, ...]:
    """Write the files of a result into a folder, all or none; their paths.

    Raises RefusedError (FORMAT_UNKNOWN, FORMAT_UNAVAILABLE, OUTPUT_NOT_WRITABLE), or what the first
    format raised that could not be made; the others are then written.
    """
    wanted = Wanted(checked_formats(formats), Language(language))
    stem, place = file_stem(result.sample), Path(folder)
    failed = write_result(result, files.inputs, place, stem, wanted)
    if failed:
        raise failed[0].error
    return tuple(place / f"{stem}{end}" for one in wanted.formats for end in one.suffixes)


def read_result(path: FilePath) -> Result:
    """Read a result file that this version of the program wrote.

    Raises RefusedError (FILE_NOT_FOUND, RESULT_INVALID).
    """
    place = Path(path)
    try:
        return result_from_json(place.read_bytes())
    except OSError as error:
        raise refuse(RefusalCode.FILE_NOT_FOUND, place.name, reason_of(error)) from error
    except ValueError as error:
        found = f"It is no result of schema version {SCHEMA_VERSION}."
        raise refuse(RefusalCode.RESULT_INVALID, place.name, found) from error


def demo_folder() -> Path:
    """The folder of the demo cases: invented people, described in its ``README.md``."""
    return resources() / "demo"


def _only(samples: Sequence[str]) -> str:
    """The one sample."""
    if len(samples) != 1:
        raise ValueError(f"The files have {len(samples)} people who are nobody's parent: name one.")
    return samples[0]


def _path(given: FilePath | None) -> Path | None:
    """A path, where one is given."""
    return Path(given) if given is not None else None


def _paths(given: Sequence[FilePath]) -> tuple[Path, ...]:
    """Each as a path; one text alone would be taken for a path per letter."""
    if isinstance(given, str):
        raise TypeError("Give a list of paths.")
    return tuple(Path(fspath(path)) for path in given)
