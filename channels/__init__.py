"""The doors: one folder each, strangers to one another, and the two files that know them all (app, command)."""
