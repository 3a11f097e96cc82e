"""What things cost, as ratios to their bare SQL and to a bare Django view that does the same without our rules.

`make bench` builds a large demo in a database of its own (once), measures ours and bare in turns, so that a busy
machine slows all alike, and fails when a ratio passes its limit. docs/performance.md says how to read it.
"""

from __future__ import annotations

import os
import sys
import time

from benchmarks import town


def main() -> int:
    try:
        return compare()
    finally:
        town.leave()


def compare() -> int:
    town.prepare()
    from benchmarks import (
        asking,
        once,
        pages,
        reports,
        turns,
    )  # Django's models: after the settings know their database

    began, too_slow, noise = time.monotonic(), [], []
    asker = asking.asker()
    print(f"\n{town.size(asking.bare_rows)}\n\n{turns.HEADING}")
    for work in (*pages.works(asker), *reports.works(asker)):
        result = turns.measure(work)
        noise.append(result.noise)
        print(result.line(), flush=True)
        too_slow += result.past_limits()
    print(f"\n{once.HEADING}")
    for single in once.measure(asker):
        print(single.line(), flush=True)
        too_slow += single.past_limits()
    print(
        f"\n{time.monotonic() - began:.0f} s. How restless the machine was: one bare view in twenty took "
        f"{min(noise):.1f} to {max(noise):.1f} times its median; load {os.getloadavg()[0]:.1f}."
    )
    for sentence in too_slow:
        print(sentence, file=sys.stderr)
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main())
