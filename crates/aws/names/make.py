"""Writes names.txt: the names that the AWS CLI has for its commands, and for the operations and waiters of the services that
the playground models.

Two versions of the AWS CLI, as it was in each edition, are asked for their own tables, each in a Python environment of
its own, since they need different versions of the same libraries:

    python3 -m venv old && old/bin/pip install --no-deps awscli==1.18.209 botocore==1.19.49 s3transfer==0.3.7 \\
        jmespath==0.10.0 python-dateutil==2.8.2 urllib3==1.26.18 docutils==0.15.2 colorama==0.4.3 rsa==4.5 \\
        pyasn1==0.4.8 six==1.16.0 PyYAML==6.0.4
    python3 -m venv new && new/bin/pip install awscli==1.46.3
    old/bin/python crates/aws/names/make.py ask > old.json
    new/bin/python crates/aws/names/make.py ask > new.json
    python3 crates/aws/names/make.py write old.json new.json > crates/aws/names/names.txt

The lines of the file are described in crates/aws/src/names.rs.
"""

import json
import sys
from itertools import groupby

SERVICES = ["cloudtrail", "iam", "kms", "rds", "sts"]
COMMANDS = "aws"
HEAD = "# Written by crates/aws/names/make.py from awscli 1.18.209 and 1.46.3."


def ask():
    from awscli.clidriver import create_clidriver

    commands = create_clidriver()._get_command_table()
    names = {COMMANDS: sorted(set(commands) - {"help"})}
    for service in SERVICES:
        operations = commands[service]._get_command_table()
        names[service] = sorted(set(operations) - {"help", "wait"})
        if "wait" in operations:
            waiters = operations["wait"].create_help_command().command_table
            names[f"{service} wait"] = sorted(set(waiters) - {"help"})
    print(json.dumps(names))


def lines(group, mark, names):
    if group == COMMANDS:  # few of them share a word
        if names:
            yield " ".join([mark + ".", *sorted(names)])
        return
    for first, group in groupby(sorted(names), key=lambda name: name.split("-", 1)[0]):
        rests = [name.partition("-")[2] or "." for name in group]
        yield " ".join([mark + first, *rests])


def write(old, new):
    print(HEAD)
    for group in new:
        before, now = set(old.get(group, [])), set(new[group])
        print(f"@{group}")
        for mark, names in (("=", before & now), ("+", now - before), ("-", before - now)):
            for line in lines(group, mark, names):
                print(line)


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        ask()
    else:
        write(*(json.load(open(name)) for name in sys.argv[2:4]))
