"""Two invented services with half a year behind them, told through the same actions that people use.

`build.build` is the way in. The story is a row of moments: each calls an action at its time and brings the next
ones about (`story.py`), so what is under way today is under way because it was, not because a row says so.
"""
