"""The fields of the form of a case: their names, and what they say.

A name holds a digest of the event's key, so that it is short and tells nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from osteo_annot.review.web.call import Form

PARTS = ("action", "value", "strength", "reason", "evidence", "pmids")
_FIELD = re.compile(rf"[dc]-[0-9A-Za-z-]{{1,60}}-(?:{'|'.join(PARTS)}|back)")


def mark(key: str) -> str:
    """An event in the name of a field."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def decision_field(key: str, criterion: str) -> str:
    """Name of the fields of a decision."""
    return f"d-{mark(key)}-{criterion}"


def contest_field(about: str, event: str = "", other: str = "", exon: int | None = None) -> str:
    """Name of the fields of a contest; a phase is the same from either side."""
    places = [mark(key) for key in sorted((event, other)) if key]
    return "-".join(["c", about.replace("_", ""), *places, *([str(exon)] if exon else [])])


def typed(form: Form) -> dict[str, str]:
    """What a form holds of decisions and contests, by the names of its fields."""
    return {name: form.one(name) for name in form.values if _FIELD.fullmatch(name)}


def pmids(text: str) -> tuple[str, ...]:
    """The numbers in a field of PMIDs; each text between separators counts as one."""
    words = (word.removeprefix("PMID").lstrip(":") for word in re.split(r"[,;\s]+", text))
    return tuple(dict.fromkeys(word for word in words if word))


def decision_of(
    values: Mapping[str, str], name: str, about: Mapping[str, Any], files: Sequence[str]
) -> dict[str, Any]:
    """The decision of its fields, as plain values."""
    action = values.get(f"{name}-action", "")
    strength = values.get(f"{name}-strength", "") if action in {"strength", "add"} else ""
    return {
        **about,
        "action": action,
        "strength": strength or None,
        **_grounds(values, name, files),
    }


def contest_of(
    values: Mapping[str, str], name: str, about: Mapping[str, Any], files: Sequence[str]
) -> dict[str, Any]:
    """The contest of its fields, as plain values."""
    return {
        **about,
        "value": values.get(f"{name}-value", ""),
        "evidence": values.get(f"{name}-evidence", ""),
        **_grounds(values, name, files),
    }


def _grounds(values: Mapping[str, str], name: str, files: Sequence[str]) -> dict[str, Any]:
    """Why, and on what."""
    return {
        "reason": values.get(f"{name}-reason", ""),
        "pmids": pmids(values.get(f"{name}-pmids", "")),
        "files": tuple(files),
    }
