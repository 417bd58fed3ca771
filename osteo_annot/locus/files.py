"""Where the product's own data files are: in the installed package, or beside it in a checkout."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from osteo_annot.errors import RefusalCode, reason_of, refuse

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resources() -> Path:
    """The folder of the product's data files."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource_text(name: str) -> str:
    """Text of a data file, by its path below ``resources/``.

    Raises RefusedError (RESOURCE_CORRUPT) when the file is missing.
    """
    path = resources() / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise refuse(
            RefusalCode.RESOURCE_CORRUPT, name, f"cannot be read: {reason_of(error)}"
        ) from error


@cache
def resource_date(name: str) -> str:
    """Date of the source of a file of the gene's resources, by the manifest."""
    manifest = json.loads(resource_text("OSTM1/manifest.json"))
    return str(manifest["files"][name]["source_date"])


@cache
def resource_versions() -> dict[str, str]:
    """Name and SHA-256 of each file in the manifest of the gene's resources, checked on disk.

    Raises RefusedError (RESOURCE_CORRUPT) when a file does not have its checksum.
    """
    manifest = json.loads(resource_text("OSTM1/manifest.json"))
    versions: dict[str, str] = {}
    for name, entry in sorted(manifest["files"].items()):
        digest = hashlib.sha256(resource_text(f"OSTM1/{name}").encode()).hexdigest()
        if digest != entry["sha256"]:
            raise refuse(RefusalCode.RESOURCE_CORRUPT, name, "does not have its checksum.")
        versions[name] = digest
    return versions
