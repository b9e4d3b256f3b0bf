"""Run by LocalStack when it starts: it waits for a function's answer as long as a function of ours may take, and some more,
not for a quarter of an hour. Else one lost answer would hold up a queue, or a stream, for the rest of the tests.
"""

import concurrent.futures

from localstack.services.lambda_.invocation import executor_endpoint

# A function of the template has 50 s at most; its container then tells how it ended.
ANSWER_MAX_SECONDS = 75


class Answer(concurrent.futures.Future):
    def result(self, timeout=None):
        """Without a limit it is a container's start that is waited for, which has one of its own."""
        return super().result(timeout and min(timeout, ANSWER_MAX_SECONDS))


executor_endpoint.Future = Answer
