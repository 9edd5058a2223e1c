"""The duty topic: who is on duty is told a number and a court, never content."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.casework.deadlines import OWED_BY, Reminder
from chalicelib.usecases.diagnosis.needs import Ring
from chalicelib.usecases.errors import Unavailable


@dataclass(frozen=True)
class DutyTopic:
    """Raises Unavailable."""

    sns: Any
    topic_arn: str

    def ring(self, rings: Sequence[Ring]) -> None:
        """One notice a court, urgency and turn; `to` tells the subscription whom it is for."""
        for ring in rings:
            to = "supervisors" if ring.again else "duty"
            notice = {"v": 1, "court": ring.court, "urgency": ring.urgency, "count": ring.count, "to": to}
            self._publish(f"e-blagh {ring.urgency}", to, notice)

    def remind(self, reminders: Sequence[Reminder]) -> None:
        """One notice a court, kind and standing: what is owed by a day, to those who owe it."""
        for reminder in reminders:
            to = OWED_BY[reminder.kind]
            self._publish(f"e-blagh {reminder.standing}", to, {"v": 1, **vars(reminder), "to": to})

    def _publish(self, subject: str, to: str, notice: Mapping[str, object]) -> None:
        try:
            self.sns.publish(
                TopicArn=self.topic_arn,
                Subject=subject,
                Message=json.dumps(notice),
                MessageAttributes={"to": {"DataType": "String", "StringValue": to}},
            )
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error
