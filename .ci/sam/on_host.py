"""Runs a function of a `sam build` on this host: Lambda's runtime interface client under the SAM CLI's emulator.

Variables are resolved by the SAM CLI's own code, as `sam local invoke` does.
"""

import contextlib
import http.client
import json
import os
import pathlib
import platform
import signal
import socket
import subprocess
import time

import samcli
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider
from samcli.local.lambdafn.env_vars import EnvironmentVariables

START_MAX_SECONDS = 20
GRACE_SECONDS = 20
INVOKE_PATH = "/2015-03-31/functions/function/invocations"


class OnHost:
    def __init__(self, folder, client, parameters, overrides):
        self.folder, self.client, self.overrides = folder, client, overrides
        stacks = SamLocalStackProvider.get_stacks(
            str(folder / ".aws-sam/build/template.yaml"), parameter_overrides=parameters
        )[0]
        self.functions = SamFunctionProvider(stacks)

    def invoke(self, name, event, log):
        """What the function answers, as `sam local invoke` would print it."""
        function = self.functions.get(name)
        with self.running(function, log) as port:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=function.timeout + GRACE_SECONDS)
            connection.request("POST", INVOKE_PATH, event.read_bytes(), {"content-type": "application/json"})
            text = connection.getresponse().read().decode()
            connection.close()
        try:
            return json.dumps(json.loads(text))
        except ValueError:
            return text

    @contextlib.contextmanager
    def running(self, function, log):
        cpu = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
        emulator = pathlib.Path(samcli.__file__).parent / f"local/rapid/aws-lambda-rie-{cpu}"
        java = os.path.join(os.environ["JAVA_HOME"], "bin/java")
        port = free_port()
        process = subprocess.Popen(
            [emulator, "--log-level", "error", "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
             "--runtime-api-address", f"127.0.0.1:{free_port()}",
             java, f"-Xmx{function.memory * 4 // 5}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
             "-cp", f"{self.client}/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", function.handler],
            cwd=function.codeuri, env=self.environment(function), stdout=log, stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            await_listener(port, function.name)
            yield port
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(GRACE_SECONDS)

    def environment(self, function):
        variables = EnvironmentVariables(
            function.name, function.memory, function.timeout, function.handler, function.logging_config,
            function.environment["Variables"], None, self.overrides.get(function.name, {}),
            {"key": "none", "secret": "none", "region": "us-east-1"},
        ).resolve()
        return {**variables, "PATH": os.environ["PATH"], "LAMBDA_TASK_ROOT": function.codeuri}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_listener(port, name):
    deadline = time.monotonic() + START_MAX_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"{name} did not start in {START_MAX_SECONDS} s")
