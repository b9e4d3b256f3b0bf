"""Runs each function of a `sam build` with its event files, on the runtime interface client and emulator.

Variables are resolved by the SAM CLI's own code. Exits 1 if a function fails, times out, or refuses its event.
usage: invoke.py FOLDER CLIENT-JARS DYNAMODB-URL SQS-URL
"""

import http.client
import json
import os
import pathlib
import platform
import signal
import socket
import subprocess
import sys
import time

import samcli
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider
from samcli.local.lambdafn.env_vars import EnvironmentVariables
from samcli.yamlhelper import yaml_parse

START_MAX_SECONDS = 20
GRACE_SECONDS = 20
INVOKE_PATH = "/2015-03-31/functions/function/invocations"


def triggers(template):
    """What tells a function's events: a route, or the last part of a queue's or table's name."""
    found = {"authorizer": "AuthorizerFunction"}
    for name, resource in template["Resources"].items():
        for event in resource.get("Properties", {}).get("Events", {}).values() if "Function" in name else ():
            properties = event["Properties"]
            if event["Type"] == "HttpApi":
                found[f"{properties['Method']} {properties['Path']}"] = name
            elif event["Type"] == "Schedule":
                found["schedule"] = name
            else:
                source = properties.get("Queue") or properties["Stream"]
                resource_of_source = template["Resources"][source["Fn::GetAtt"][0]]["Properties"]
                named = resource_of_source.get("QueueName") or resource_of_source["TableName"]
                found[named["Fn::Sub"].replace("${AWS::StackName}", "local")] = name
    return found


def trigger_of(event):
    if event.get("type") == "REQUEST":
        return "authorizer"
    if "detail-type" in event:
        return "schedule"
    if "routeKey" in event:
        return event["routeKey"]
    return event["Records"][0]["eventSourceARN"].split(":")[5].removeprefix("table/").split("/")[0]


def is_accepted(answer):
    """Whether the answer, of whatever kind of function, says that all went well."""
    if not isinstance(answer, dict):
        return answer is None
    refused = "errorType" in answer or answer.get("statusCode", 200) >= 400 or answer.get("batchItemFailures")
    return not refused and answer.get("isAuthorized", True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(function, client, log):
    variables = EnvironmentVariables(
        function.name, function.memory, function.timeout, function.handler, function.logging_config,
        function.environment["Variables"], None, {}, {"key": "none", "secret": "none", "region": "us-east-1"},
    ).resolve()
    cpu = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    emulator = pathlib.Path(samcli.__file__).parent / f"local/rapid/aws-lambda-rie-{cpu}"
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java")
    port = free_port()
    process = subprocess.Popen(
        [emulator, "--log-level", "error", "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
         "--runtime-api-address", f"127.0.0.1:{free_port()}",
         java, f"-Xmx{function.memory * 4 // 5}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
         "-cp", f"{client}/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", function.handler],
        cwd=function.codeuri, env={**variables, "PATH": os.environ["PATH"], "LAMBDA_TASK_ROOT": function.codeuri},
        stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )
    deadline = time.monotonic() + START_MAX_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process, port
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"{function.name} did not start in {START_MAX_SECONDS} s")


def answer_of(port, event, timeout_seconds):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_seconds + GRACE_SECONDS)
    connection.request("POST", INVOKE_PATH, event, {"content-type": "application/json"})
    text = connection.getresponse().read().decode()
    connection.close()
    try:
        return json.loads(text)
    except ValueError:
        return {"errorType": "NoAnswer", "errorMessage": text or "nothing"}


def run(function, client, file, folder):
    log_file = folder / f"{function.name}.log"
    with open(log_file, "wb") as log:
        process, port = start(function, client, log)
        began = time.monotonic()
        try:
            answer = answer_of(port, file.read_bytes(), function.timeout)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(GRACE_SECONDS)
    if is_accepted(answer):
        print(f"ok {function.name} {file.name} {(time.monotonic() - began) * 1000:.0f} ms", flush=True)
        return True
    print(f"failed {function.name} {file.name}: {json.dumps(answer)[:1000]}", flush=True)
    print(log_file.read_text(errors="replace")[-4000:], file=sys.stderr)
    return False


def main(folder, client, dynamodb_url, sqs_url):
    built = folder / ".aws-sam/build/template.yaml"
    parameters = {"EndpointUrl": dynamodb_url, "SqsEndpointUrl": sqs_url}
    stacks = SamLocalStackProvider.get_stacks(str(built), parameter_overrides=parameters)[0]
    functions = SamFunctionProvider(stacks)
    by_trigger = triggers(yaml_parse(built.read_text(encoding="utf-8")))
    files = sorted((folder / "events").iterdir())
    results = [
        run(functions.get(by_trigger[trigger_of(json.loads(file.read_text()))]), client, file, folder) for file in files
    ]
    sys.exit(0 if results and all(results) else 1)


main(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4])
