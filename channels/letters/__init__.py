"""Decisions on paper: how a letter looks, and the PDF that it becomes. No door; whoever opens the town plugs it in."""
