#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""What python3-spf says of the cases in a file (spf_case.h has its form).

    run_pyspf.py CASES
    run_pyspf.py --version

A line for each: number, result, explanation, its own reason. Explanations
that are not the domain's are empty. Exit code 77 when the module is missing.
"""

import ipaddress
import re
import sys

try:
    import spf
except ImportError:
    print("python3-spf is not installed", file=sys.stderr)
    sys.exit(77)

MOST_ALIASES = 16


def unescape(text):
    return re.sub(r"\\x([0-9a-f]{2})",
                  lambda found: chr(int(found.group(1), 16)), text)


def escape(text):
    octets = text.encode("utf-8", "surrogateescape")
    return "".join(
        chr(octet) if 0x20 <= octet <= 0x7E and octet != 0x5C
        else "\\x%02x" % octet
        for octet in octets
    )


def octets_of(text):
    """One octet for each character of a field."""
    return text.encode("latin-1")


def argument(text):
    """A field as a host that reads SMTP as UTF-8 would have it."""
    return octets_of(text).decode("utf-8", "surrogateescape")


def fold(name):
    """Names as DNS compares them; the module gives str in its own way."""
    octets = name.encode("utf-8", "surrogateescape")
    octets = octets[:-1] if octets.endswith(b".") else octets
    return octets.lower()


class Case:
    """A zone and a mail."""

    def __init__(self):
        self.rows = {}
        self.failures = set()
        self.hashed = None

    def take(self, fields):
        if fields[0] == "case":
            self.number = fields[1]
        elif fields[0] == "query":
            self.query = fields[1:4]
        elif fields[0] == "hash":
            self.hashed = (fold("." + fields[1]), fields[2:4])
        elif fields[0] == "fail":
            self.failures.add((fold(fields[1]), fields[2]))
        else:
            key = octets_of(fields[1]).rstrip(b".").lower(), fields[2]
            self.rows.setdefault(key, []).append(fields[3:])

    def address_of(self, name, rrtype):
        """The one record of a name below the hashed one."""
        hashed = 2166136261
        for octet in name:
            hashed = (hashed ^ octet) * 16777619 & 0xFFFFFFFF
        own = (hashed >> 16) % 2 == 0
        if rrtype == "A":
            return self.hashed[1][0] if own else "198.51.100.1"
        if rrtype == "AAAA":
            return self.hashed[1][1] if own else "2001:db8:ffff::1"
        return None

    def lookup(self, name, rrtype, *_args, **_options):
        """In the place of the module's function that asks the DNS."""
        answers = []
        text = name
        for _ in range(MOST_ALIASES + 1):
            name = fold(text)
            if not can_be_asked(name):
                return answers
            if (name, rrtype) in self.failures:
                raise spf.TempError("DNS fails")
            if self.hashed and name.endswith(self.hashed[0]) and \
                    len(name) > len(self.hashed[0]):
                data = self.address_of(name, rrtype)
                if data is not None:
                    answers.append(((text, rrtype), convert(rrtype, [data])))
                return answers
            found = self.rows.get((name, rrtype), [])
            for data in found:
                answers.append(((text, rrtype), convert(rrtype, data)))
            alias = self.rows.get((name, "CNAME"))
            if found or not alias:
                return answers
            target = argument(alias[0][0])
            answers.append(((text, "CNAME"), target))
            text = target.rstrip(".")
        raise spf.TempError("DNS: a loop of aliases")


def can_be_asked(name):
    labels = name.split(b".")
    return len(name) <= 253 and all(0 < len(label) < 64 for label in labels)


def convert(rrtype, data):
    """Record data as the module wants it."""
    if rrtype == "TXT":
        return tuple(octets_of(text) for text in data)
    if rrtype == "MX":
        return int(data[0]), argument(data[1])
    if rrtype == "AAAA":
        return ipaddress.ip_address(data[0]).packed
    return argument(data[0])


def run(case):
    address, helo, sender = map(argument, case.query)
    spf.DNSLookup = case.lookup
    reason = ""
    try:
        query = spf.query(i=address, s=sender, h=helo, timeout=20,
                          receiver="receiver.example", querytime=20)
        result, _, explanation = query.check()
        if result in ("permerror", "temperror"):
            reason = explanation
    except Exception as error:  # whatever a host would see
        result = "exception"
        reason = "%s: %s" % (type(error).__name__, error)
        explanation = ""
    if result != "fail" or explanation == spf.EXPLANATIONS["fail"]:
        explanation = ""
    print(case.number, result, escape(explanation), escape(reason), sep="\t")


def main():
    if sys.argv[1] == "--version":
        print(spf.__version__)
        return
    case = Case()
    with open(sys.argv[1], encoding="latin-1", newline="\n") as lines:
        for line in lines:
            fields = [unescape(text) for text in line.rstrip("\n").split("\t")]
            if fields[0] == "end":
                run(case)
                case = Case()
            elif fields[0] and not fields[0].startswith("#"):
                case.take(fields)


if __name__ == "__main__":
    main()
