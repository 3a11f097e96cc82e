from __future__ import annotations

import sys

from benchmarks import town


def main() -> int:
    try:
        return compare()
    finally:
        town.leave()


def compare() -> int:
    town.prepare()
    from benchmarks import turns, works  # Django's models, so not before the settings know their database

    print(f"\n{works.size()}\n")
    print(turns.HEADING)
    too_slow = []
    for work in works.all_of_them():
        result = turns.measure(work)
        print(result.line())
        too_slow += result.past_limits()
    for sentence in too_slow:
        print(sentence, file=sys.stderr)
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main())
