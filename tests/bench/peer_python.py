#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Results of python3-spf for a workload, in the form of a bench's RESULTS.

    peer_python.py DIR >RESULTS

Its DNS is DIR/zone.tsv. Exit code 77 when the module is not installed.
"""

import collections
import ipaddress
import os
import sys

try:
    import spf
except ImportError:
    print("python3-spf is not installed", file=sys.stderr)
    sys.exit(77)

MOST_ALIASES = 16


def rows(folder, name):
    """The fields of each line that is no comment."""
    with open(os.path.join(folder, name), encoding="latin-1") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split("\t")


def load_zone(folder):
    zone = collections.defaultdict(list)
    for name, rrtype, data in rows(folder, "zone.tsv"):
        zone[name.rstrip(".").lower(), rrtype].append(data)
    return zone


def convert(rrtype, data):
    """Record data as the module wants it."""
    if rrtype == "TXT":
        return (data.encode("latin-1"),)
    if rrtype == "MX":
        preference, exchange = data.split()
        return int(preference), exchange
    if rrtype == "AAAA":
        return ipaddress.ip_address(data).packed
    return data


def lookup_in(zone):
    def lookup(name, rrtype, *_args, **_options):
        name = name.rstrip(".").lower()
        answers = []
        for _ in range(MOST_ALIASES):
            for data in zone.get((name, rrtype), []):
                answers.append(((name, rrtype), convert(rrtype, data)))
            alias = zone.get((name, "CNAME"))
            if answers or not alias:
                break
            name = alias[0].rstrip(".").lower()
        return answers

    return lookup


def main():
    folder = sys.argv[1]
    spf.DNSLookup = lookup_in(load_zone(folder))
    for query in rows(folder, "queries.tsv"):
        shape, address, helo, sender = query[:4]
        result = spf.check2(i=address, s=sender, h=helo)[0]
        print(shape, address, sender, result, sep="\t")


if __name__ == "__main__":
    main()
