"""The rules as one page to browse and search: what each looks for, why, on which source it rests, with examples."""

from klartext.view.catalogue.page import catalogue_hits, catalogue_page

__all__ = ["catalogue_hits", "catalogue_page"]
