# What the rules share: the checked configuration, the sheet, its batches, versions and resources.

import math
import shlex
import sys
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

from osteo_annot import __version__
from osteo_annot.errors import RefusedError
from osteo_annot.intake.vcf.remote import url_of
from osteo_annot.intake.person.sheet import batch_count, batch_of, read_sheet
from osteo_annot.locus.files import resource_versions

validate(config, schema="../schemas/config.schema.yaml")

# Without a shared file system each job gets its own files only, from a storage provider.
STAGED = bool(workflow.storage_settings.default_storage_provider)

try:
    must_exist = config["files_exist"] and not STAGED
    SHEET = read_sheet(Path(config["samples"]), None if must_exist else Path())
except RefusedError as error:
    raise WorkflowError("\n".join(fault.line() for fault in error.faults)) from None

BATCHES = [f"{i:04d}" for i in range(1, batch_count(len(SHEET), config["batch_size"]) + 1)]

# Snakemake sees the rules' text but not the package behind it: a new version of the code or of its
# data files has to be a parameter, so that results of an older one are made again.
VERSIONS = [f"osteo-annot {__version__}"]
VERSIONS += [f"{name} {digest}" for name, digest in resource_versions().items()]

# The osteo-annot that runs is the one beside this Snakemake, whose version is recorded above, also
# where that place is not on the PATH or another installation comes before it. In an image its own
# comes first.
BIN = shlex.quote(str(Path(sys.executable).parent))
SEARCHED = f'"$PATH":{BIN}' if config["container"] else f'{BIN}:"$PATH"'
shell.prefix(f"set -euo pipefail; export PATH={SEARCHED}; ")


wildcard_constraints:
    batch=r"[0-9]+",


KNOWLEDGE = ("gnomad", "clinvar", "splice", "missense", "depth_reference")


INDEXES = (".tbi", ".csi", ".bai", ".crai", ".fai", ".gzi")


def here(files):
    """The files of this machine, with the indexes beside them; htslib asks servers for theirs.

    They are named from the working directory, also where another workflow gives the results a
    prefix.
    """
    found = {}
    for file in map(str, files):
        if url_of(Path(file)):
            continue
        if "{" in file or "}" in file:
            raise WorkflowError(
                f"{file}: Snakemake takes braces in a file name for a wildcard. Rename the file, or"
                " run the sheet by osteo-annot batch."
            )
        found[file] = None
        names = [file + end for end in INDEXES]
        names += [str(Path(file).with_suffix(end)) for end in (".bai", ".crai")]
        found |= dict.fromkeys(name for name in names if Path(name).exists())
    return list(found) if STAGED else [local(file) for file in found]


def shared_files():
    """The reference, the laboratory, the policy, the sources and the reference samples."""
    files = [config[name] for name in ("reference", "laboratory", "policy") if config[name]]
    return here([*files, *(file for name in KNOWLEDGE for file in config[name])])


def shared_options(wildcards, input):
    """The same as options of the command, by the names that the files have in the job."""
    staged = dict(zip(shared_files(), input.shared, strict=True))
    options = []
    for name in ("reference", "laboratory", "policy", *KNOWLEDGE):
        files = [config[name]] if isinstance(config[name], str) else config[name]
        if any(files):
            named = [staged.get(file, file) for file in files]
            options += [f"--{name.replace('_', '-')}", *named]
    return options


def root_option(declared, staged):
    """Where the files of the sheet are in the job, if a storage provider has brought them."""
    if not STAGED:
        return []
    return ["--root", staged[0].removesuffix(declared[0]) if declared else "."]


def rows_of(wildcards):
    """The lines of the sheet that a batch holds."""
    return batch_of(SHEET, int(wildcards.batch), config["batch_size"])


def files_of_rows(rows):
    """Every file that these persons bring."""
    files = []
    for row in rows:
        files += [*row.files, *row.coverage, *row.deletions_searched]
        files += [given.path for given in row.reads]
        files += [file for file in (row.pedigree, row.phenopacket, row.order) if file]
    return here(files)


def files_of(wildcards):
    """Every file that the persons of a batch bring."""
    return files_of_rows(rows_of(wildcards))


def content_of(wildcards):
    """What the sheet says of a batch's persons, so that a changed line makes its batch again."""
    return [
        "\t".join(
            [
                row.sample,
                ";".join(str(file) for file in row.files),
                row.vcf_sample or "",
                str(row.pedigree or ""),
                row.assembly or "",
                ";".join(str(file) for file in row.coverage),
                ";".join(row.hpo),
                ";".join(row.hpo_absent),
                str(row.phenopacket or ""),
                str(row.order or ""),
                ";".join(str(file) for file in row.deletions_searched),
                ";".join(f"{given.sample}={given.path}" for given in row.reads),
            ]
        )
        for row in rows_of(wildcards)
    ]


def batch_memory(wildcards, input, attempt):
    """Megabytes for one batch.

    Files are read as a stream or by region, so the need hardly grows with them: a floor that
    schedulers accept, a little for large multi-sample lines, and more when a job was killed.
    """
    return attempt * max(500, math.ceil(300 + 0.02 * input.size_mb))


def batch_minutes(wildcards, input, attempt):
    """Minutes for one batch: compressed files without an index are read whole, at 10 MB/s or more."""
    return attempt * (10 + math.ceil(input.size_mb / 600))
