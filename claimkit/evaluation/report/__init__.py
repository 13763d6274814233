"""The report of a run: gold and prediction laid over the text, each error with a colour and a word."""

from claimkit.evaluation.report.page import report_page

__all__ = ["report_page"]
