"""What each event of events/ leaves in the local platform's tables and queues.

Nothing else runs on the platform meanwhile: every row that changed and every message was left by the event before.
"""

import collections
import json
import time

import boto3

TABLES = ("orders", "outbox", "stock", "points", "endpoints", "deliveries", "keys")
QUEUES = ("inventory", "points", "order", "notification", "retry")
# A timer shows when its delay is over; the first one's is a second.
WAIT_SECONDS = 15
OUTBOX_SHARDS = 8

LEAVES = {
    "0-authorize.authorizer.json": [],
    "0-register-endpoint.http.json": ["endpoint ACTIVE", "endpoint's sequence 0", "1 endpoint of demo"],
    "0-set-stock.http.json": ["stock of mug-blue 100"],
    "1-place-order.http.json": ["order PLACED", "outbox order.placed PENDING"],
    # It shows another row than the one that the order left, so it sends and finds nothing to mark.
    "2-outbox-insert.stream.json": ["message order.placed in inventory", "message order.placed in points"],
    # There is no tea-200g.
    "3-inventory.sqs.json": ["stock effect REJECTED", "outbox stock.rejected PENDING"],
    "4-points.sqs.json": ["points effect GRANTED", "points of customer-1 33"],
    "5-order.sqs.json": ["order REJECTED", "outbox order.rejected PENDING"],
    "5-pay-order.http.json": ["order REFUNDED", "outbox payment.refunded PENDING"],
    # Nobody has the address merchant.example.
    "6-notify.sqs.json": [
        "endpoint's sequence 1", "delivery PENDING after attempt 1: dns", "delivery's event", "message timer in retry",
        "endpoint's gate",
    ],
    # A timer for a delivery that there is not.
    "7-retry.sqs.json": [],
    "8-sweep.schedule.json": [
        "outbox order.placed SENT", "message order.placed in inventory", "message order.placed in points",
        "outbox stock.rejected SENT", "message stock.rejected in order",
        "outbox order.rejected SENT", "message order.rejected in points", "message order.rejected in notification",
        "outbox payment.refunded SENT", "message payment.refunded in points", "message payment.refunded in notification",
        *["outbox's watermark"] * OUTBOX_SHARDS, "sweeper's heartbeat",
    ],
    "9-get-order.http.json": [],
    "9-health.http.json": [],
}


def words(table, row):
    """A row of a table in a few words, without ids and times."""
    key = row.get("id", "")
    if table == "orders":
        return f"order {row['status']}"
    if table == "outbox":
        own = {"WATERMARK": "outbox's watermark", "HEARTBEAT": "sweeper's heartbeat"}.get(row["bucket"])
        return own or f"outbox {row['type']} {row['status']}"
    if table in ("stock", "points") and key.startswith("o#"):
        return f"{table} effect {row['state']}"
    if table in ("stock", "points"):
        return f"{table} of {key.split('#')[2]} {row['available'] if table == 'stock' else row['balance']}"
    if table == "endpoints":
        if row["endpointId"].startswith("seq#"):
            return f"endpoint's sequence {row['lastSeq']}"
        is_limit = row["endpointId"].startswith("limit#")
        return f"{row['living']} endpoint of {row['merchantId']}" if is_limit else f"endpoint {row['status']}"
    if table == "deliveries":
        if row["seq"].startswith("e#"):
            return "delivery's event"
        if row["seq"] == "g#":
            return "endpoint's gate"
        return f"delivery {row['status']} after attempt {row['attempt']}: {row['lastResult']}"
    return f"{table} {row}"


class Traces:
    def __init__(self, dynamodb_url, sqs_url):
        self.dynamodb = boto3.resource("dynamodb", endpoint_url=dynamodb_url)
        self.sqs = boto3.client("sqs", endpoint_url=sqs_url)
        self.rows = self.scan()

    def faults(self, expected):
        """What should have come since the last call and did not, and what did and should not have."""
        expected, seen = collections.Counter(expected), collections.Counter()
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            seen.update(self.changed_rows() + self.taken_messages())
            if seen == expected or seen - expected or time.monotonic() > deadline:
                break
            time.sleep(0.2)
        missing = [f"did not leave: {each}" for each in (expected - seen).elements()]
        return missing + [f"left: {each}" for each in (seen - expected).elements()]

    def changed_rows(self):
        before, self.rows = self.rows, self.scan()
        gone = [f"no longer {words(key[0], row)}" for key, row in before.items() if key not in self.rows]
        return gone + [words(key[0], row) for key, row in self.rows.items() if before.get(key) != row]

    def scan(self):
        found = {}
        for name in TABLES:
            table = self.dynamodb.Table(f"local-{name}")
            page = table.scan(ConsistentRead=True)
            for row in page["Items"]:
                found[name, *(row[key["AttributeName"]] for key in table.key_schema)] = row
        return found

    def taken_messages(self):
        taken = []
        for name in QUEUES:
            url = self.sqs.get_queue_url(QueueName=f"local-{name}")["QueueUrl"]
            while messages := self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
                for message in messages:
                    taken.append(f"message {json.loads(message['Body']).get('type', 'timer')} in {name}")
                    self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return taken
