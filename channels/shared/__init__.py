"""What several doors have in common, and nothing of any single one."""
