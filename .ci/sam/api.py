"""Asks `sam local start-api` as a caller would, with and without keys. Ends with a count.

usage: api.py FOLDER IMAGE DYNAMODB-URL SQS-URL
"""

import http.client
import json
import pathlib
import re
import signal
import subprocess
import sys
import time

import docker
from in_docker import overrides
from invoke import seen_from_container
from on_host import free_port
from traces import Traces

START_MAX_SECONDS = 60
STOP_MAX_SECONDS = 60
# A function's container starts with its first request.
ANSWER_MAX_SECONDS = 120

BEARER = {"www-authenticate": "Bearer"}
ORDER = {"customerId": "customer-1", "currency": "EUR", "lines": [{"sku": "mug-blue", "quantity": 1, "unitPrice": 1250}]}
PLACED = ["order PLACED", "outbox order.placed PENDING"]

# What is tried, the key, the expected status, text and headers, and what it leaves. The gateway itself answers the first.
CALLS = [
    ("without a key", None, 401, '{"message":"Unauthorized"}', {}, []),
    ("with a key that nobody has", "wbk_of_nobody", 401, "urn:waybill:problem:unauthorized", BEARER, []),
    ("with a key that lacks the scope", "wbk_local_acquirer", 403, "urn:waybill:problem:forbidden", {}, []),
    ("with a merchant's key", "wbk_local_demo_merchant", 201, '"status":"PLACED"', {}, PLACED),
    ("once more", "wbk_local_demo_merchant", 201, '"status":"PLACED"', {"idempotent-replayed": "true"}, []),
]


def place_order(port, key):
    headers = {"content-type": "application/json", "idempotency-key": "start-api-1"}
    if key:
        headers["authorization"] = f"Bearer {key}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_MAX_SECONDS)
    connection.request("POST", "/orders", json.dumps(ORDER), headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def await_listener(process, port):
    deadline = time.monotonic() + START_MAX_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.connect()
            return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise TimeoutError(f"sam local start-api did not listen in {START_MAX_SECONDS} s")


def faults_of(call, port, traces):
    _, key, status, text, headers, left = call
    answer, body = place_order(port, key)
    faults = [] if answer.status == status and text in body else [f"was answered {answer.status} {body[:500]}"]
    for name, value in headers.items():
        if answer.headers.get(name) != value:
            faults.append(f"has the header {name}: {answer.headers.get(name)}")
    return faults + traces.faults(left)


def stop(process, log_file):
    """Ends it as a service manager would, and tells which containers it forgot."""
    process.send_signal(signal.SIGTERM)
    process.wait(STOP_MAX_SECONDS)
    started = set(re.findall(r"SAM_CONTAINER_ID: (\w+)", log_file.read_text(errors="replace")))
    if not started:
        return ["no container was ever seen"]
    here = {each.id for each in docker.from_env().containers.list(all=True, ignore_removed=True)}
    return [f"container {each} is left behind" for each in started if any(other.startswith(each) for other in here)]


def main(folder, image, dynamodb_url, sqs_url):
    port, log_file = free_port(), folder / "start-api.log"
    parameters = {"EndpointUrl": seen_from_container(dynamodb_url), "SqsEndpointUrl": seen_from_container(sqs_url)}
    traces = Traces(dynamodb_url, sqs_url)
    failures = 0
    with open(log_file, "wb") as log:
        process = subprocess.Popen(
            ["sam", "local", "start-api", "--port", str(port), "--invoke-image", image, "--skip-pull-image",
             "--warm-containers", "LAZY", "--parameter-overrides", overrides(parameters)],
            cwd=folder, stdout=log, stderr=subprocess.STDOUT,
        )
        try:
            await_listener(process, port)
            for call in CALLS:
                faults = faults_of(call, port, traces)
                failures += bool(faults)
                outcome = f"failed POST /orders {call[0]}: it {'; it '.join(faults)}; expected {call[2]} {call[3]}" if faults else (
                    f"ok POST /orders {call[0]}: {call[2]}")
                print(outcome, flush=True)
        finally:
            forgotten = stop(process, log_file)
    print(*(forgotten or ["ok stopped, and no container is left"]), sep="\n")
    failures += bool(forgotten)
    if failures:
        print(log_file.read_text(errors="replace")[-6000:], file=sys.stderr)
    print(f"counted api tests={len(CALLS) + 1} failures={failures}")
    sys.exit(1 if failures else 0)


main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
