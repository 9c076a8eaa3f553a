"""Translating: which sentences there are, the `.po` files that hold them, and what these still lack.

Files of a service lie beside its `service.yaml`; the words of the core, of the doors and of `town.toml` share one file
for each language, under `config/translations/`. Nothing here is needed to serve anybody.
"""
