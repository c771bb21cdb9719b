#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent reading of scenario files: PyYAML reads them, jsonschema checks them.

Usage: validate.py SCHEMA [--examples] FILE...
Prints a line for each FILE: `ok FILE` or `bad FILE: REASON`. Exit status 0 in both cases, 2 when the
schema itself is not valid. Knows nothing of this program but the schema. With --examples the defaults and
examples within the schema are checked against the place where they stand: a `bad` line for each that is
not valid there, and a line `ok N examples`.
"""
import json
import re
import sys

import jsonschema
import yaml


class Reader(yaml.SafeLoader):
    """YAML 1.2 core types: no sexagesimal numbers, dates or yes/no, as editors read it."""


Reader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+."),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Reader.add_implicit_resolver(
        "tag:yaml.org,2002:" + tag, re.compile("^(?:" + pattern + ")$"), list(first)
    )


def whole(loader, node):
    """PyYAML reads 0014 as octal; YAML 1.2 does not."""
    return int(node.value)


def real(loader, node):
    text = node.value.lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


def no_doubles(loader, node, deep=False):
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if len({str(key) for key in keys}) < len(keys):
        raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


Reader.add_constructor("tag:yaml.org,2002:int", whole)
Reader.add_constructor("tag:yaml.org,2002:float", real)
Reader.add_constructor("tag:yaml.org,2002:map", no_doubles)


def fault(validator, path):
    """What is wrong with a file, None if nothing is."""
    try:
        with open(path, "rb") as file:
            value = yaml.load(file.read().decode("utf-8"), Reader)
    except (yaml.YAMLError, ValueError) as error:
        return "cannot be read: " + " ".join(str(error).split())
    for error in validator.iter_errors(value):
        where = "/".join(str(step) for step in error.absolute_path)
        return (where or "the file") + ": " + " ".join(error.message.split())[:200]
    return None


def places_with_examples(node):
    if isinstance(node, dict):
        if "default" in node or isinstance(node.get("examples"), list):
            yield node
        for child in node.values():
            yield from places_with_examples(child)
    elif isinstance(node, list):
        for child in node:
            yield from places_with_examples(child)


def check_examples(schema):
    count = 0
    for place in places_with_examples(schema):
        validator = jsonschema.Draft7Validator({**place, "definitions": schema["definitions"]})
        values = [place["default"]] if "default" in place else []
        for value in values + place.get("examples", []):
            count += 1
            if not validator.is_valid(value):
                print("bad", place.get("description"), value)
    print("ok", count, "examples")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    try:
        jsonschema.Draft7Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        print("not a schema:", error.message)
        return 2
    validator = jsonschema.Draft7Validator(schema)
    if "--examples" in sys.argv:
        check_examples(schema)
        sys.argv.remove("--examples")
    for path in sys.argv[2:]:
        reason = fault(validator, path)
        print("ok " + path if reason is None else "bad " + path + ": " + reason)
    return 0


sys.exit(main())
