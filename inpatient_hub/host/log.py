"""The program's log: what went wrong and where in the program, never anything about a patient."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from inpatient_hub.host.crash_reports import FaultReports, where_in
from inpatient_hub.host.paths import log_file

logger = logging.getLogger("inpatient_hub")


class _WhereOnly(logging.Formatter):
    """Writes the kind of an exception and the lines it passed through, not its words: they could name a patient."""

    def format(self, record: logging.LogRecord) -> str:
        # logging keeps the text of the first formatter that came by, for all others to use.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        lines = [f"  {line}" for line in where_in(trace)]
        return "\n".join([*lines, f"  {kind.__name__ if kind else 'unknown'}"])


class _LogFile(RotatingFileHandler):
    """A log that cannot be written keeps quiet: logging would print the fault, with its words, to the terminal."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        return


class _NoLog(logging.NullHandler):
    """Stands in where there is no log. Without it logging would print to the terminal."""


def start_log(data_folder: Path) -> Path:
    """Writes the program's log to the data folder from now on, three files of 500 kB at most. A folder that is not
    there or cannot be written means no log, never a failure. Returns where the log is."""
    path = log_file(data_folder)
    stop_log()
    logger.addHandler(_handler(path))
    logger.addHandler(FaultReports(data_folder))
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return path


def keep_log_off_terminal() -> None:
    """Sees to it that what is logged without a log goes nowhere: Python would print it among the answers."""
    if not logger.hasHandlers():
        logger.addHandler(_NoLog())


def stop_log() -> None:
    """Closes the log, so that its folder can be removed."""
    for handler in list(logger.handlers):
        if isinstance(handler, _LogFile | _NoLog | FaultReports):
            logger.removeHandler(handler)
            handler.close()


def _handler(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(exist_ok=True)
        handler = _LogFile(path, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        return _NoLog()
    handler.setFormatter(_WhereOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return handler


def log_bug(where: str, error: BaseException) -> None:
    """Notes an unexpected fault: its kind and the lines of the program it passed through; never on the terminal."""
    keep_log_off_terminal()
    logger.error("unexpected fault in %s", where, exc_info=(type(error), error, error.__traceback__))
