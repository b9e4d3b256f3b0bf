"""Feeds each event of events/ to its function and looks at the answer and at what it left. Ends with a count.

usage: invoke.py FOLDER docker IMAGE DYNAMODB-URL SQS-URL
       invoke.py FOLDER host CLIENT-JARS DYNAMODB-URL SQS-URL
The URLs are the host's; a container has a name of its own for the host.
"""

import pathlib
import sys
import time
import urllib.parse

from in_docker import HOST, InDocker
from on_host import OnHost
from samcli.yamlhelper import yaml_parse
from traces import LEAVES, Traces

# The events come within seconds of each other; the sweeper's minute would be over for none of them.
OVERRIDES = {"SweeperFunction": {"SWEEP_AFTER_SECONDS": "1"}}


def pairs_of(file):
    """Function, name of the event's file, expected text."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line.split(maxsplit=2) for line in lines if line and not line.startswith("#")]


def gaps(pairs, folder):
    """What nobody would miss: an event or a function that the list forgets, a trace that is not known."""
    files = {file.name for file in (folder / "events").iterdir()} - {"pairs.txt"}
    resources = yaml_parse((folder / "template.yaml").read_text(encoding="utf-8"))["Resources"]
    functions = {name for name, each in resources.items() if each["Type"] == "AWS::Serverless::Function"}
    listed = {event for _, event, _ in pairs}
    found = [f"events/{name} is not in events/pairs.txt" for name in sorted(files - listed)]
    found += [f"events/pairs.txt names {name}, and there is none" for name in sorted(listed - files)]
    found += [f"no event is for {name}" for name in sorted(functions - {name for name, _, _ in pairs})]
    return found + [f".ci/sam/traces.py does not say what {name} leaves" for name in sorted(listed - LEAVES.keys())]


def seen_from_container(url):
    parts = urllib.parse.urlsplit(url)
    return parts._replace(netloc=f"{HOST}:{parts.port}").geturl()


def faults_of(answer, text):
    if not answer.strip():
        return ["answered nothing: it failed to start or timed out"]
    is_error = '"errorType"' in answer or "Task timed out" in answer
    return [] if text in answer and not is_error else [f"answered {answer[:1000]} where {text} should stand"]


def main(folder, where, means, dynamodb_url, sqs_url):
    pairs = pairs_of(folder / "events/pairs.txt")
    if forgotten := gaps(pairs, folder):
        sys.exit("\n".join(forgotten))
    if where == "docker":
        urls = [seen_from_container(url) for url in (dynamodb_url, sqs_url)]
        runner = InDocker
    else:
        urls = [dynamodb_url, sqs_url]
        runner = OnHost
    function_runner = runner(folder, means, {"EndpointUrl": urls[0], "SqsEndpointUrl": urls[1]}, OVERRIDES)
    traces = Traces(dynamodb_url, sqs_url)
    failures = 0
    for name, event, text in pairs:
        log_file = folder / f"{name}.log"
        began = time.monotonic()
        with open(log_file, "wb") as log:
            answer = function_runner.invoke(name, folder / "events" / event, log)
        millis = (time.monotonic() - began) * 1000
        faults = faults_of(answer, text) + traces.faults(LEAVES[event])
        if faults:
            failures += 1
            print(f"failed {name} {event}: it {'; it '.join(faults)}", flush=True)
            print(log_file.read_text(errors="replace")[-4000:], file=sys.stderr)
        else:
            print(f"ok {name} {event} {millis:.0f} ms, left {', '.join(LEAVES[event]) or 'nothing'}", flush=True)
    print(f"counted invoke tests={len(pairs)} failures={failures}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
