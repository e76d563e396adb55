"""The `workbench` command. Everything heavy is imported by the command that needs it."""

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Final, NoReturn

_INTERRUPTED: Final = 130  # what typer makes of Ctrl-C; 128 + SIGINT


def main() -> None:
    """Run the command line; an expected failure is one sentence on standard error and exit code 2."""
    # Before numpy is imported: its threads wait for each other, and crawl where another process wants a core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import typer  # noqa: F401
    except ModuleNotFoundError:
        sys.stderr.write(
            "The workbench command needs the extra 'bench': install ai-test-studio-workbench[bench]. "
            "The generator alone runs as: python -m workbench.generator ISSUE.json\n"
        )
        raise SystemExit(2) from None
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # feature files are UTF-8, whatever the terminal is
    from workbench.cli.commands import tree

    try:
        code = _run(tree)
        sys.stdout.flush()  # a reader that stopped listening shows here, and a full disk
    except BrokenPipeError:
        os._exit(0)
    except OSError as error:
        sys.stderr.write(f"error: the output cannot be written ({error.strerror or type(error).__name__})\n")
        os._exit(2)  # else the interpreter writes again at its end
    raise SystemExit(code)


def _run(command: Callable[..., object]) -> int:
    import typer

    from workbench.generator.errors import GeneratorError

    try:
        # Outside of its stand-alone mode typer hands the code of a raised Exit back instead of raising it.
        code = command(standalone_mode=False)
    except GeneratorError as error:
        return _failed(str(error))
    except (KeyboardInterrupt, typer.Abort):
        _interrupted()
    except Exception as error:
        if not hasattr(error, "exit_code") or not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":  # the message is the help
            sys.stderr.write(error.format_message() + "\n")
            return 2
        return _failed(error.format_message())
    if code == _INTERRUPTED:
        _interrupted()
    return code if isinstance(code, int) else 0


def _interrupted() -> NoReturn:
    sys.stderr.write("\nInterrupted. What was answered is stored; run the same command again to go on.\n")
    sys.stderr.flush()
    os._exit(_INTERRUPTED)  # calls in flight are on other threads; nobody waits for them


def _failed(sentence: str) -> int:
    from workbench.cli.output import note

    note(f"error: {sentence}")
    return 2
