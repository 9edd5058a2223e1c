"""The queue of the worker: a hint that a case owes work. The row itself is the truth (architecture, decision 8)."""

import json
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.telemetry import logger

MESSAGE_VERSION = 1


@dataclass(frozen=True)
class SqsWorkQueue:
    """`sqs` is a client with short time-outs and one try: a report does not wait for the queue."""

    sqs: Any
    url: str

    def hint(self, case_id: str, attempt: int) -> bool:
        """Send `{"v", "case", "attempt"}`; False, with a line in the log, when the queue did not take it."""
        body = json.dumps({"v": MESSAGE_VERSION, "case": case_id, "attempt": attempt})
        try:
            self.sqs.send_message(QueueUrl=self.url, MessageBody=body)
        except (BotoCoreError, ClientError) as error:
            logger.warning("hint not sent", extra={"error": type(error).__name__})
            return False
        return True
