"""Version of the code; the versions of the resources stand in their own manifest."""

__version__ = "0.4.0"
