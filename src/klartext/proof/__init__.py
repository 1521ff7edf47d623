"""What an authority can show about Klartext: the transparency document, and how one suggestion came about."""
