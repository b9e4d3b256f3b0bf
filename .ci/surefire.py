"""Counts the tests of suites from Surefire's reports that are newer than a file. A test that was skipped did not run.

usage: surefire.py FOLDER FILE SUITE=PATTERN...
"""

import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def main(folder, began, suites):
    patterns = dict(suite.split("=", 1) for suite in suites)
    counts = {suite: collections.Counter() for suite in patterns}
    strays = set()
    for file in folder.rglob("target/surefire-reports/TEST-*.xml"):
        if file.stat().st_mtime_ns < began:
            continue
        for case in ElementTree.parse(file).getroot().iter("testcase"):
            name = case.get("classname", "")
            count = next((counts[suite] for suite, pattern in patterns.items() if re.search(pattern, name)), None)
            if count is None:
                strays.add(name)
                continue
            skipped = case.find("skipped") is not None
            count["skipped" if skipped else "tests"] += 1
            count["failures"] += case.find("failure") is not None or case.find("error") is not None
            count["millis"] += round(float(case.get("time", "0").replace(",", "")) * 1000)
    for suite, count in counts.items():
        print(f"counted {suite} tests={count['tests']} failures={count['failures']}"
              f" skipped={count['skipped']} seconds={count['millis'] // 1000}")
    if strays:
        sys.exit(f"no suite of {', '.join(patterns)} has {', '.join(sorted(strays))}: name one for it in .ci/run")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).stat().st_mtime_ns, sys.argv[3:])
