"""The report as PDF: the same values as the page, set by typst."""
