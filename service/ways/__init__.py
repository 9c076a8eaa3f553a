"""The ways through a service: what its journeys can come to, and which of them are worth walking in a rehearsal.

Enumerates answers and lets the journey itself say what follows; knows no second copy of its rules.
"""
