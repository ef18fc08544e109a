"""`yihu` opens the window, `yihu COMMAND` works from the command line."""

import sys


def main() -> None:
    """Entry of the program `yihu` and of `python -m yihu`."""
    from yihu import bootstrap

    arguments = sys.argv[1:]
    sys.exit(bootstrap.run_command_line(arguments) if arguments else bootstrap.open_window())


if __name__ == "__main__":
    main()
