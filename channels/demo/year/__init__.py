"""A played town: invented people and officers, whose days pass through the same offices as anybody's.

Only the clock is the play's own. Nothing here exists in a real town. `playing` is where it begins: it lets the courses
of `people`, `visits` and `handling` go on in the order in which things happen; `seasons` says when how many come, and
`mended` how the town's definitions were before they were mended.
"""
