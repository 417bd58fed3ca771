"""Class of an event by points, from the criteria that could be assessed.

Source: Tavtigian 2020 (clinical rules 1.8). A criterion whose source was not given is listed as
not assessed, never as absent.
"""

from __future__ import annotations

from dataclasses import dataclass

from osteo_annot.evidence.pvs1 import Pvs1, Strength

SCHEME = "ACMG/AMP 2015 by points (Tavtigian 2020); PVS1 by Abou Tayoun 2018 and Walker 2023"

CLASSES = {
    "P": "Pathogenic: 10 points or more.",
    "LP": "Likely pathogenic: 6 to 9 points.",
    "VUS": "Variant of uncertain significance: 0 to 5 points; not for clinical decisions.",
    "LB": "Likely benign: -1 to -6 points.",
    "B": "Benign: -7 points or fewer.",
}
"""The classes of a variant; the state of the person is a separate sentence."""

CRITERIA = {
    "PVS1": "Null variant in a gene where loss of function is a known mechanism of disease.",
}
"""The criteria that are proposed."""

NOT_ASSESSED = (
    "PM2, BA1, BS1, BS2: no population frequencies were given",
    "PM3: the points for the second allele are left to the reviewer",
    "PP3, BP4, BP7: no splice or missense scores were given",
    "PS1, PM5: known variants at the residue are left to the reviewer",
    "PP1, BS4, PP4, PS3, BS3: need the family, the phenotype or an assay",
)


@dataclass(frozen=True, slots=True)
class Classification:
    """Class and points, with the strength that gave them."""

    class_: str
    points: int
    pvs1: Strength


def class_of_points(points: int) -> str:
    """P from 10, LP 6 to 9, VUS 0 to 5, LB -1 to -6, B from -7."""
    for least, name in ((10, "P"), (6, "LP"), (0, "VUS"), (-6, "LB")):
        if points >= least:
            return name
    return "B"


def classify(pvs1: Pvs1) -> Classification:
    """The class from PVS1, the one criterion that needs no outside source."""
    points = pvs1.strength.points
    return Classification(class_of_points(points), points, pvs1.strength)
