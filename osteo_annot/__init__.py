"""What each of a person's two copies of OSTM1 looks like, and whether both are broken."""

from osteo_annot.version import __version__

__all__ = ["__version__"]
