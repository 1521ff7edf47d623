"""The steps that bring an older store to the present format; Alembic runs them."""
