# What the rules share: the checked configuration, the sheet, its batches, versions and resources.

import math
import os
import shlex
import shutil
import sys
from functools import lru_cache
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

from osteo_annot import __version__
from osteo_annot.cli.plan import write_plan
from osteo_annot.errors import RefusedError
from osteo_annot.intake.fingerprint import fingerprints, indexes_beside, unsigned
from osteo_annot.intake.person.plan import batch_name, batches_of, check_rows
from osteo_annot.intake.person.plan import digest_of, rows_text
from osteo_annot.intake.person.sheet import read_sheet
from osteo_annot.intake.vcf.remote import url_of
from osteo_annot.locus.files import resource_versions, sources_digest

# Reports tell of people: what is written here is for its owner, as what osteo-annot writes.
os.umask(int(os.environ.get("OSTEO_ANNOT_UMASK", "077"), 8))

validate(config, schema="../schemas/config.schema.yaml")

# Without a shared file system each job gets its own files only, from a storage provider.
STAGED = bool(workflow.storage_settings.default_storage_provider)
SAMPLES = config["samples"]

# Snakemake sees the rules' text but not the package behind it: a new version of the code or of its
# data files has to be a parameter, so that results of an older one are made again.
VERSIONS = [f"osteo-annot {__version__} {sources_digest()}"]
VERSIONS += [f"{name} {digest}" for name, digest in resource_versions().items()]

# The osteo-annot that runs is the one beside this Snakemake, whose version is recorded above, also
# where that place is not on the PATH or another installation comes before it. In an image its own
# comes first.
BIN = shlex.quote(str(Path(sys.executable).parent))
SEARCHED = f'"$PATH":{BIN}' if config["container"] else f'{BIN}:"$PATH"'
shell.prefix(
    f"set -euo pipefail; umask {os.environ.get('OSTEO_ANNOT_UMASK', '077')}; export PATH={SEARCHED}; "
)


wildcard_constraints:
    batch=r"[0-9]+",


KNOWLEDGE = ("gnomad", "clinvar", "splice", "missense", "depth_reference")


def here(files):
    """The files of this machine, with the indexes beside them; htslib asks servers for theirs.

    They are named from the working directory, also where another workflow gives the results a
    prefix. One that is not there is left out: its person is a row FILE_NOT_FOUND, and the batch is
    made again when it is there. So is one with braces in its name, which Snakemake would take for
    wildcards: the job opens it all the same, and whether it has changed its fingerprint tells.
    """
    found = {}
    for file in map(str, files):
        braces = "{" in file or "}" in file
        if braces and STAGED:
            raise WorkflowError(
                f"{unsigned(file)}: a storage provider cannot bring a file with braces."
            )
        if url_of(Path(file)) or braces or not (is_made(file) or Path(file).is_file()):
            continue
        found[file] = None
        indexes = map(str, indexes_beside(Path(file)))
        found |= dict.fromkeys(name for name in indexes if Path(name).is_file())
    return list(found) if STAGED else [local(file) for file in found]


def is_made(file):
    """Whether a file may come into being before its job: by a storage provider, by other rules."""
    return STAGED or not config["files_exist"]


def marks_of(files):
    """A digest of what the files are now; none of files that are yet to be made."""
    return "" if STAGED or not config["files_exist"] else fingerprints(map(Path, files))


def shared_paths():
    """The reference, the laboratory, the policy, the sources and the reference samples."""
    files = [config[name] for name in ("reference", "laboratory", "policy") if config[name]]
    return [*files, *(file for name in KNOWLEDGE for file in config[name])]


def shared_files():
    """Those of them that are here."""
    return here(shared_paths())


def shared_options(staged=()):
    """The same as options of the command, by the names that the files have in the job.

    Each is one word with its option, so that no value can pass for another option.
    """
    names = dict(zip(shared_files(), staged, strict=True)) if staged else {}
    options = []
    for name in ("reference", "laboratory", "policy", *KNOWLEDGE):
        files = [config[name]] if isinstance(config[name], str) else config[name]
        options += [f"--{name.replace('_', '-')}={names.get(f, f)}" for f in files if f]
    return options


def staged_options(wildcards, input):
    """The options in a job that has its own files only; elsewhere they are read from the plan."""
    return shared_options(input.shared) if STAGED else []


def shared_marks():
    """A digest of the options and of what the files are."""
    text = unsigned("\n".join(shared_options()))
    return digest_of(f"{text}\n{marks_of(shared_paths())}".encode())


def root_option(declared, staged):
    """Where the files of the sheet are in the job, if a storage provider has brought them."""
    if not STAGED:
        return []
    return ["--root", staged[0].removesuffix(declared[0]) if declared else "."]


# The rows of each job are written once, by the process that plans, into a folder that is told by
# their digest and readable by its owner alone: they may hold addresses with signatures. A job that
# a cluster starts reads its own rows there and never the sheet.
PLANS = Path(".snakemake/osteo-annot") / digest_of(SAMPLES.encode())[:16]
IS_JOB = not workflow.is_main_process


@lru_cache(maxsize=1)
def sheet_rows():
    """Every line of the sheet."""
    try:
        return read_sheet(Path(SAMPLES), Path() if STAGED else None)
    except RefusedError as error:
        raise WorkflowError("\n".join(fault.line() for fault in error.faults)) from None


@lru_cache(maxsize=1)
def batches():
    """The lines of each batch, by its number."""
    return batches_of(sheet_rows(), config["batch_size"])


@lru_cache(maxsize=1)
def plan():
    """The folder of the planned rows."""
    current = PLANS / "current"
    if IS_JOB and current.is_file():
        return PLANS / current.read_text()
    told = [rows_text(rows) for rows in batches().values()]
    options = "".join(f"{option}\n" for option in shared_options()).encode()
    folder = PLANS / digest_of(b"".join([*told, options]))[:16]
    if not {"-n", "--dry-run", "--dryrun"} & set(sys.argv):
        keep_plan(folder, options)
    return folder


def keep_plan(folder, options):
    """Write the planned rows, and forget those of earlier runs but the last."""
    current = PLANS / "current"
    last = current.read_text() if current.is_file() else ""
    if not (folder / "options").is_file():
        write_plan(sheet_rows(), batches(), folder)
        (folder / "options").write_bytes(options)
    current.write_text(folder.name)
    for old in PLANS.iterdir():
        if old.is_dir() and old.name not in {folder.name, last}:
            shutil.rmtree(old, ignore_errors=True)


PLAN = plan()
# The options are in a file there, as they may hold addresses with signatures, which no log is to
# show. The folder is a resource of the rules: another plan is no reason to run a job again.
PLANNED = {"plan": str(PLAN), "options": "" if STAGED else f"--options-from={PLAN}/options"}


@lru_cache(maxsize=64)
def rows_of_batch(name):
    """The lines of the sheet that a batch holds."""
    if not IS_JOB:
        return batches()[int(name)]
    path = PLAN / f"{name}.tsv"
    try:
        check_rows(path)
        return read_sheet(path, Path() if STAGED else None)
    except RefusedError as error:
        raise WorkflowError("\n".join(fault.line() for fault in error.faults)) from None


def rows_of(wildcards):
    """The lines of the sheet that a batch holds."""
    return rows_of_batch(wildcards.batch)


def digest_of_rows(wildcards):
    """What the sheet says of a batch's persons, as a digest: a changed line makes its batch again."""
    return digest_of(rows_text(rows_of(wildcards)).partition(b"\n")[2])


def marks_of_rows(wildcards):
    """What the files of a batch are, as a digest."""
    return marks_of([path for row in rows_of(wildcards) for path in row.paths])


def sheet_file():
    """The sheet as an input; with braces in its name Snakemake would take it for a pattern."""
    return [] if {"{", "}"} & set(SAMPLES) else local(SAMPLES)


def all_batches():
    """Names of all batches."""
    return list(map(batch_name, batches()))


def files_of_rows(rows):
    """Every file that these persons bring."""
    return here(path for row in rows for path in row.paths)


def files_of(wildcards):
    """Every file that the persons of a batch bring."""
    return files_of_rows(rows_of(wildcards))


def batch_memory(wildcards, input, attempt):
    """Megabytes for one batch.

    Files are read as a stream or by region, so the need hardly grows with them: a floor that
    schedulers accept, a little for large multi-sample lines, and more when a job was killed.
    """
    return attempt * max(500, math.ceil(300 + 0.02 * input.size_mb))


def batch_minutes(wildcards, input, attempt):
    """Minutes for one batch: compressed files without an index are read whole, at 10 MB/s or more."""
    return attempt * (10 + math.ceil(input.size_mb / 600))
