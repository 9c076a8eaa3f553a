"""The counter: where officers work on cases. What they may do is decided by the core's back office."""
