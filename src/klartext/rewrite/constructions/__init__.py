"""The constructions that grammar can rewrite: one module each, one public function ``rewrites``."""
