"""Counts the tests of suites from Surefire's reports that are newer than a file, and names those that failed. A test that
was skipped did not run.

usage: surefire.py FOLDER FILE SUITE=PATTERN...
"""

import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

REASON_MAX = 400


def main(folder, began, suites):
    patterns = dict(suite.split("=", 1) for suite in suites)
    counts = {suite: collections.Counter() for suite in patterns}
    strays = set()
    failures = []
    for file in folder.rglob("target/surefire-reports/TEST-*.xml"):
        if file.stat().st_mtime_ns < began:
            continue
        for case in ElementTree.parse(file).getroot().iter("testcase"):
            name = case.get("classname", "")
            suite = next((suite for suite, pattern in patterns.items() if re.search(pattern, name)), None)
            if suite is None:
                strays.add(name)
                continue
            count = counts[suite]
            skipped = case.find("skipped") is not None
            count["skipped" if skipped else "tests"] += 1
            why = next((why for why in (case.find("failure"), case.find("error")) if why is not None), None)
            if why is not None:
                count["failures"] += 1
                failures.append(f"failure {suite} {name}.{case.get('name')}: {in_a_line(why)}")
            count["millis"] += round(float(case.get("time", "0").replace(",", "")) * 1000)
    for suite, count in counts.items():
        print(f"counted {suite} tests={count['tests']} failures={count['failures']}"
              f" skipped={count['skipped']} seconds={count['millis'] // 1000}")
    for failure in failures:
        print(failure)
    if strays:
        sys.exit(f"no suite of {', '.join(patterns)} has {', '.join(sorted(strays))}: name one for it in .ci/run")


def in_a_line(why):
    said = " ".join((why.get("message") or why.text or why.get("type") or "").split())
    return said if len(said) <= REASON_MAX else said[:REASON_MAX] + "..."


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).stat().st_mtime_ns, sys.argv[3:])
