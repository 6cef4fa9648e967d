"""Fill the bench database with matters: `python -m bench.seed 1000000`."""

import sys

from bench.setting import bench_database


def main() -> None:
    """Seed as many as the command line says."""
    with bench_database():
        from bench import world

        world.build()
        world.seed(int(sys.argv[1]))


if __name__ == "__main__":
    main()
