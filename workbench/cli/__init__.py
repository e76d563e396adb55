"""The `workbench` command. Everything heavy is imported by the command that needs it."""

import os
import sys


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
        app(standalone_mode=False)
    except GeneratorError as error:
        _fail(str(error))
    except typer.Exit as ended:
        raise SystemExit(ended.exit_code) from None
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("\nInterrupted. What was answered is stored; run the same command again to go on.\n")
        sys.stderr.flush()
        os._exit(130)  # calls in flight are on other threads; nobody waits for them
    except BrokenPipeError:
        os._exit(0)
    except Exception as error:
        if not hasattr(error, "exit_code") or not hasattr(error, "format_message"):
            raise
        _fail(error.format_message())


def _fail(sentence: str) -> None:
    sys.stderr.write(f"error: {sentence}\n")
    raise SystemExit(2)
