"""The duty topic: who is on duty is told a number and a court, never content."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

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
            try:
                self.sns.publish(
                    TopicArn=self.topic_arn,
                    Subject=f"e-blagh {ring.urgency}",
                    Message=json.dumps(notice),
                    MessageAttributes={"to": {"DataType": "String", "StringValue": to}},
                )
            except (BotoCoreError, ClientError) as error:
                raise Unavailable from error
