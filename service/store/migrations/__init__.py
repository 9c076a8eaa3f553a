"""Migrations: how each release's tables become the next one's. One file a change, never edited after release."""
