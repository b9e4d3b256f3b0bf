"""Runs a function of a `sam build` in Docker, by the very command that a newcomer types: `sam local invoke`."""

import json
import platform
import subprocess

# samconfig.toml gives the containers this name for the host.
HOST = "host.docker.internal"


def overrides(parameters):
    """Parameters on the command line replace all that samconfig.toml sets, so they name the processor too."""
    cpu = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    return " ".join(f"{name}={value}" for name, value in {**parameters, "Architecture": cpu}.items())


class InDocker:
    def __init__(self, folder, image, parameters, variables):
        self.folder = folder
        file = folder / "variables.json"
        file.write_text(json.dumps(variables), encoding="utf-8")
        self.options = [
            "--invoke-image", image, "--skip-pull-image", "--env-vars", str(file),
            "--parameter-overrides", overrides(parameters),
        ]

    def invoke(self, name, event, log):
        """The text that the function answers. The exit code says nothing: it is 0 on a function's error too."""
        command = ["sam", "local", "invoke", name, "-e", str(event), *self.options]
        return subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=log, text=True).stdout
