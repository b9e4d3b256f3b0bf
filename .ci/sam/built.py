"""Looks at what `sam build` made: every handler is in its package, the runtime can load it, and it is small enough.

usage: built.py .aws-sam/build
"""

import pathlib
import struct
import sys
import tempfile
import zipfile

from samcli.yamlhelper import yaml_parse

PACKAGE_MAX_BYTES = 20 * 1000 * 1000
CLASS_FILE_OF_JAVA_0 = 44


def zipped_bytes(folder):
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in folder.rglob("*"):
                archive.write(path, path.relative_to(folder))
        return file.tell()


def faults_of(name, properties, runtime, package):
    class_file = package / (properties["Handler"].split("::")[0].replace(".", "/") + ".class")
    if not class_file.exists():
        return [f"{name}: its package has no class {properties['Handler']}"]
    java = struct.unpack(">H", class_file.read_bytes()[6:8])[0] - CLASS_FILE_OF_JAVA_0
    if java > int(runtime.removeprefix("java")):
        return [f"{name}: compiled for Java {java}, and its runtime is {runtime}"]
    return []


def main(build):
    template = yaml_parse((build / "template.yaml").read_text(encoding="utf-8"))
    runtime = template["Globals"]["Function"]["Runtime"]
    functions = {n: r for n, r in template["Resources"].items() if r["Type"] == "AWS::Serverless::Function"}
    faults, faulty, largest = [], 0, 0
    for name, function in functions.items():
        package = build / function["Properties"]["CodeUri"]
        found = faults_of(name, function["Properties"], runtime, package)
        size = zipped_bytes(package)
        largest = max(largest, size)
        if size > PACKAGE_MAX_BYTES:
            found.append(f"{name}: its package has {size} bytes, over {PACKAGE_MAX_BYTES}")
        faults += found
        faulty += bool(found)
    print(f"{len(functions)} functions built; the largest package has {largest} bytes of {PACKAGE_MAX_BYTES}")
    print(f"counted build tests={len(functions)} failures={faulty}", flush=True)
    sys.exit("\n".join(faults) or 0)


main(pathlib.Path(sys.argv[1]))
