"""What a page costs, as a ratio to its bare SQL and to a bare Django view that does the same without our rules.

`make bench` builds a large demo in a database of its own (once), measures the three in turns, so that a busy
machine slows all of them alike, and fails when a ratio passes its limit.
"""
