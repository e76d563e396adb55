"""The `workbench` command. Everything heavy is imported by the command that needs it."""

import os
import sys
from typing import Final, NoReturn

_INTERRUPTED: Final = 130  # what typer makes of Ctrl-C; 128 + SIGINT


def main() -> None:
    """Run the command line; an expected failure is one sentence on standard error and exit code 2."""
    try:
        import typer
    except ModuleNotFoundError:
        sys.stderr.write(
            "The workbench command needs the extra 'bench': install ai-test-studio-workbench[bench]. "
            "The generator alone runs as: python -m workbench.generator ISSUE.json\n"
        )
        raise SystemExit(2) from None
    from workbench.cli.commands import app
    from workbench.generator.errors import GeneratorError

    try:
        # Outside of its stand-alone mode typer hands the code of a raised Exit back instead of raising it.
        code = app(standalone_mode=False)
        sys.stdout.flush()  # a reader that stopped listening shows here
    except GeneratorError as error:
        _fail(str(error))
    except (KeyboardInterrupt, typer.Abort):
        _interrupted()
    except BrokenPipeError:
        os._exit(0)
    except Exception as error:
        if not hasattr(error, "exit_code") or not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":  # the message is the help
            sys.stderr.write(error.format_message() + "\n")
            raise SystemExit(2) from None
        _fail(error.format_message())
    else:
        if code == _INTERRUPTED:
            _interrupted()
        raise SystemExit(code if isinstance(code, int) else 0)


def _interrupted() -> NoReturn:
    sys.stderr.write("\nInterrupted. What was answered is stored; run the same command again to go on.\n")
    sys.stderr.flush()
    os._exit(_INTERRUPTED)  # calls in flight are on other threads; nobody waits for them


def _fail(sentence: str) -> NoReturn:
    sys.stderr.write(f"error: {sentence}\n")
    raise SystemExit(2)
