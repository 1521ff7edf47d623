"""The report on many letters as one page that works without a network: worst first, with charts, search and print."""
