"""`yihu` opens the window, `yihu COMMAND` works from the command line."""

import sys


def main() -> None:
    """Entry of the program `yihu` and of `python -m yihu`."""
    if getattr(sys, "frozen", False):
        # The packed program, begun by itself to look at or print many households: it never returns from here.
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    if arguments == ["--convert-questionnaire"]:  # the packed program, begun by itself (forms.apart)
        from yihu.forms import apart

        sys.exit(apart.main())
    from yihu import bootstrap

    sys.exit(bootstrap.run_command_line(arguments) if arguments else bootstrap.open_window())


if __name__ == "__main__":
    main()
