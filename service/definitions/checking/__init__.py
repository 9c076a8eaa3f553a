"""What the parts of a definition mean together: every rule that no single value of the file can break alone."""
