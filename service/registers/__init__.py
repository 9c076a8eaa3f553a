"""What the town already knows and nobody should have to explain: its streets.

A register is loaded once from a file in `config/registers/` and never changes while we run.
"""
