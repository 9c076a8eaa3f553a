"""What exists only in demo mode: the carrier that is not there, and the telephone that texts through it."""
