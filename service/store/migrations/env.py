"""Alembic's entry: runs the migrations on the connection that `service.store.schema` hands over."""

from alembic import context

from service.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    user_module_prefix="service.store.tables.",
)
context.run_migrations()
