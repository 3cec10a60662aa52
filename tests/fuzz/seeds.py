#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Makes seeds for fuzz targets from cases in the form of the openspf suites.

    seeds.py FOLDER FILE.yml...

writes FOLDER/check, FOLDER/record and so on, one input a file. Those of
tests/scenario are in tests/fuzz/corpus, as far as "make fuzz-merge" kept them;
others stay in a build folder: fuzz-corpus is a good FOLDER.
"""

import hashlib
import json
import os
import sys

import yaml

TYPES = ("A", "AAAA", "MX", "TXT", "SPF", "PTR", "CNAME")
LETTERS = {"A": "A", "AAAA": "A", "MX": "M", "TXT": "T", "PTR": "N", "CNAME": "C"}


def octets(value):
    """Texts in YAML stand for octets, as far as they are."""
    try:
        return str(value).encode("latin-1")
    except UnicodeEncodeError:
        return str(value).encode("utf-8")


def write(folder, target, data):
    path = os.path.join(folder, target)
    os.makedirs(path, exist_ok=True)
    name = hashlib.sha1(data).hexdigest()
    with open(os.path.join(path, name), "wb") as file:
        file.write(data)


def joined(value):
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def records(zone):
    """Yields (name, type or fault, value); faults have no value."""
    for name, entries in (zone or {}).items():
        for entry in entries or []:
            if not isinstance(entry, dict):
                yield str(name), str(entry), None
                continue
            for rrtype, value in entry.items():
                yield str(name), rrtype, value


def as_check(case, zone):
    lines = [b"I" + octets(case.get("host", "")),
             b"S" + octets(case.get("mailfrom", "")),
             b"H" + octets(case.get("helo", ""))]
    for name, rrtype, value in records(zone):
        if rrtype == "MX":
            value = value[1]
        elif rrtype == "TXT":
            value = joined(value)
        if rrtype == "TIMEOUT":
            lines.append(b"F" + octets(name))
        elif rrtype in LETTERS:
            lines.append(LETTERS[rrtype].encode() + octets(name) + b"|" +
                         octets(value).replace(b"\n", b" "))
    return b"\n".join(lines) + b"\n"


def as_line(case, zone):
    line = {"ip": str(case.get("host", "")), "helo": str(case.get("helo", "")),
            "mailfrom": str(case.get("mailfrom", "")), "zone": {}}
    for name, rrtype, value in records(zone):
        entries = line["zone"].setdefault(name, [])
        if rrtype == "TIMEOUT":
            line.setdefault("timeouts", {})[name] = ["*"]
        elif rrtype in TYPES:
            entries.append([rrtype, value])
    return json.dumps(line, default=str).encode()


def quoted(value):
    out = b""
    for octet in octets(value):
        if octet in b'"\\':
            out += b"\\" + bytes([octet])
        elif 32 <= octet <= 126:
            out += bytes([octet])
        else:
            out += b"\\%03d" % octet
    return b'"' + out + b'"'


def as_zone(zone):
    lines = [b"$TTL 1h"]
    for name, rrtype, value in records(zone):
        if rrtype not in TYPES:
            continue
        if rrtype in ("TXT", "SPF"):
            texts = value if isinstance(value, list) else [value]
            data = b" ".join(quoted(text) for text in texts)
        elif rrtype == "MX":
            data = b"%d %s." % (int(value[0]), octets(value[1]))
        elif rrtype in ("PTR", "CNAME"):
            data = octets(value) + b"."
        else:
            data = octets(value)
        lines.append(b"%s. IN %s %s" % (octets(name), rrtype.encode(), data))
    return b"\n".join(lines) + b"\n"


def reachable(case, zone):
    """The part of a zone that a case may need: names below its domain."""
    domain = str(case.get("mailfrom", "")).rpartition("@")[2].lower()
    domain = domain or str(case.get("helo", "")).lower()
    wanted = {domain}
    for _ in range(4):
        text = " ".join(json.dumps(zone[name], default=str).lower()
                        for name in zone if str(name).lower() in wanted)
        wanted |= {str(name).lower() for name in zone
                   if str(name).lower() in text}
    host = str(case.get("host", ""))
    reverse = ".".join(reversed(host.split("."))) + ".in-addr.arpa"
    return {name: zone[name] for name in zone
            if str(name).lower() in wanted or str(name) == reverse or
            str(name).lower().endswith("." + domain)}


def take_case(folder, case, zone):
    small = reachable(case, zone)
    mailfrom = octets(case.get("mailfrom", ""))
    local, _, domain = mailfrom.rpartition(b"@")
    write(folder, "check", as_check(case, small))
    write(folder, "json", as_line(case, small))
    write(folder, "zone", as_zone(small))
    for _, rrtype, value in records(small):
        if rrtype not in ("TXT", "SPF"):
            continue
        text = octets(joined(value))
        write(folder, "record", text)
        write(folder, "lint", b"\0" + text)
        if b"%" not in text:
            continue
        values = [mailfrom, local, domain, domain, b"a.example.com",
                  octets(case.get("helo", "")), b"mx.example.net",
                  octets(case.get("host", "")), b"1234567890"]
        for term in text.split(b" ") if text[:1] == b"v" else [text]:
            spec = term.partition(b":")[2] or term
            write(folder, "macro", b"\xff".join([spec] + values))
        write(folder, "explain_text", b"\xff".join(
            [octets(case.get("host", "")), mailfrom,
             octets(case.get("helo", "")), b"mx.example.net",
             b"%{s} may not send from %{i}", text, b""]))


def main():
    folder = sys.argv[1]
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            for suite in yaml.safe_load_all(file):
                for case in (suite or {}).get("tests", {}).values():
                    take_case(folder, case, suite.get("zonedata") or {})


main()
