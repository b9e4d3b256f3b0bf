"""Prints the CloudFormation that AWS would make of a SAM template, so that cfn-lint can look at it strictly.

cfn-lint knows SAM's own resources only loosely: a wrong runtime, event property or RecursiveLoop passes there.
Offline, by the translator that AWS runs. usage: translate.py template.yaml
"""

import json
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.internal.managed_policies import get_bundled_managed_policy_map
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

# `sam package` puts the code's address here; before it, a local path stands there, which the translator refuses.
PACKAGED = "s3://bucket/key"


def main(path):
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    template["Globals"]["Function"]["CodeUri"] = PACKAGED
    parameters = {name: each["Default"] for name, each in template["Parameters"].items()}
    parameters["AWS::Region"] = "us-east-1"
    try:
        plain = Translator(get_bundled_managed_policy_map("aws"), Parser()).translate(template, parameters)
    except InvalidDocumentException as refused:
        sys.exit("\n".join(cause.message for cause in refused.causes))
    json.dump(plain, sys.stdout, indent=1, default=str)


main(sys.argv[1])
