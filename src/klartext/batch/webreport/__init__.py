"""The report on many letters as one page that works without a network: worst first, with charts, search and print."""

from klartext.batch.webreport.page import write_report
from klartext.batch.webreport.report import Report

__all__ = ["Report", "write_report"]
