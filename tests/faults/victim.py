"""Acts on command in a process of its own and dies on command: run by `tests.faults.killing`.

Reads lines `ACT WHEN DATA ROOT NAME` from standard input; WHEN is `never`, `#17` for a point or a number of seconds.
Answers how it ended: the word, the points reached, the operation that it did not come to.
"""

import sys
from pathlib import Path

from tests.faults import dying
from tests.release.release_victim import is_done


def main() -> None:
    """Answer each line of standard input."""
    for line in sys.stdin:
        act, when, data, root, name = line.split()
        end = dying.run(
            lambda act=act, data=data, root=root, name=name: is_done(act, Path(data), Path(root), name),
            point=int(when[1:]) if when.startswith("#") else None,
            seconds=float(when) if when[0].isdigit() else None,
        )
        sys.stdout.write(f"{end.word} {end.reached} {end.operation}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
