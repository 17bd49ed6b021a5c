"""Alembic's entry: runs the steps on the connection that `okk_text.store.versions` gives."""

from alembic import context

from okk_text.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
