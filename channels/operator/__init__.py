"""What the operator sees: how each machine is."""
