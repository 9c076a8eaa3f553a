"""The same five questions as somebody would write them by hand: one web wizard, one text dialogue, three tables.

It is the measure for ours, so it is written with care: the same durability, checks of signature, forgery and
replay, and pages of the same markup. It has no engine, seals nothing and keeps no events.
"""
