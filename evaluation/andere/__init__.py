"""What others would do with the same texts: simple ways to find, to measure and to rewrite, only to compare with."""
