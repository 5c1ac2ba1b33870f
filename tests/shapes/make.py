"""Writes 2020.txt and 2026.txt: what the operations that the playground models answer with, and which errors they name, by
the models of two versions of botocore. They are the versions that crates/aws/names has the commands' names from
(crates/aws/names/make.py); the second is part of awscli.

    pip download --no-deps botocore==1.19.49 awscli==1.46.3
    unzip -q botocore-1.19.49-*.whl 'botocore/data/*' -d old
    unzip -q awscli-1.46.3-*.whl 'awscli/botocore/data/*' -d new
    python3 tests/shapes/make.py old/botocore/data new/awscli/botocore/data

Which operations: those in tests/members/table.txt, which the tests write.

The lines of the files, in the order of the models:

    operation SERVICE NAME OUTPUT ERRORS…     OUTPUT is a structure, or - if there is none
    structure SERVICE NAME MEMBERS…           a member is NAME:TYPE, with ! behind it if it is always there
    values SERVICE NAME MEMBER VALUES…        of an input of KMS: the texts that a member, or each item of it, can be

A type is string, integer, boolean, time, bytes, number, document (JSON, which the CLI shows as such), a structure's name,
[TYPE] for a list, or {} for a map of texts.
"""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
API = {"cloudtrail": "2013-11-01", "iam": "2010-05-08", "kms": "2014-11-01", "rds": "2014-10-31", "sts": "2011-06-15"}
SIMPLE = {
    "string": "string", "character": "string", "integer": "integer", "long": "integer", "boolean": "boolean",
    "timestamp": "time", "blob": "bytes", "double": "number", "float": "number",
}


def operations():
    table = (HERE.parent / "members" / "table.txt").read_text()
    for service, name in re.findall(r"^(\w+) (\w+)$", table, re.M):
        if service in API:
            yield service, name


def model(folder, service):
    path = pathlib.Path(folder) / service / API[service]
    return json.loads((path / "service-2.json").read_text())


def lines(folder):
    models = {service: model(folder, service) for service in API}
    for service in API:
        shapes, known = models[service]["shapes"], models[service]["operations"]
        structures = []

        def kind(name):
            shape = shapes[name]
            if name == "policyDocumentType":
                return "document"
            if shape["type"] == "structure":
                if name not in structures:
                    structures.append(name)
                return name
            if shape["type"] == "list":
                return "[" + kind(shape["member"]["shape"]) + "]"
            return "{}" if shape["type"] == "map" else SIMPLE[shape["type"]]

        for _, name in filter(lambda it: it[0] == service, operations()):
            if name not in known:
                continue
            operation = known[name]
            output = kind(operation["output"]["shape"]) if "output" in operation else "-"
            errors = [shapes[it["shape"]].get("error", {}).get("code", it["shape"]) for it in operation.get("errors", [])]
            yield " ".join(["operation", service, name, output, *errors])
            for member, it in shapes[operation["input"]["shape"]]["members"].items() if "input" in operation else ():
                shape = shapes[it["shape"]]
                shape = shapes[shape["member"]["shape"]] if shape["type"] == "list" else shape
                if service == "kms" and "enum" in shape:
                    yield " ".join(["values", service, name, member, *shape["enum"]])
        for name in structures:  # grows meanwhile
            shape = shapes[name]
            required = shape.get("required", [])
            members = (
                member + ":" + kind(it["shape"]) + ("!" if member in required else "")
                for member, it in shape.get("members", {}).items()
            )
            yield " ".join(["structure", service, name, *members])


for folder, edition, source in zip(sys.argv[1:], ("2020", "2026"), ("botocore 1.19.49", "awscli 1.46.3")):
    head = f"# Written by tests/shapes/make.py from {source}."
    (HERE / f"{edition}.txt").write_text("\n".join([head, *lines(folder)]) + "\n")
