"""Where Alembic learns on which connection the steps run; ``store.formats`` hands it over."""

from __future__ import annotations

from alembic import context

from klartext.store.formats import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
