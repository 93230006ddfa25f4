"""`python -m jobs_lint`, and the console script."""

import sys


def _drop_working_directory() -> None:
    """Take the working directory off the module path: a linted tree can hold a `yaml.py`."""
    os = sys.modules["os"]  # loaded by the interpreter before anything could stand in its way
    try:
        here = os.getcwd()
    except OSError:
        here = ""  # the working directory is gone
    while sys.path and sys.path[0] in ("", ".", here):
        del sys.path[0]


def main() -> None:
    """Run the command line."""
    import gc

    gc.disable()  # what imports make lives on; collecting among it costs several milliseconds of every run
    from jobs_lint.cli import cli

    try:
        cli()
    finally:
        gc.freeze()  # at its end the interpreter collects what is left: as many milliseconds again


_drop_working_directory()
if __name__ == "__main__":
    main()
