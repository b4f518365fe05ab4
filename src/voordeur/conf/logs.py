# SPDX-License-Identifier: EUPL-1.2
"""Log lines that can only hold what is on a list: time, level, logger, place and kind of error."""

import json
import logging


class AllowedFields(logging.Formatter):
    """Write one JSON line per record from an allow-list; the message's arguments never appear.

    An exception is named by its class and by file and line: its text can hold what a person typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON without personal content."""
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
            "at": f"{record.module}:{record.lineno}",
        }
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            places = []
            while trace is not None:
                code = trace.tb_frame.f_code
                places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
                trace = trace.tb_next
            line["trace"] = places[-12:]
        return json.dumps(line)
