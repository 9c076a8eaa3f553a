"""The store: tables, units of work and migrations; the only rooms that know SQL. No rule of any service stands here.

Rows never leave: what comes out are the frozen records of `records`.
"""
