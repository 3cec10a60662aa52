#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# prepare-suites.sh FROM TO: lay the SPF suites out as plain files for the
# tests. Debian compresses some of them. Only the build folder is written to.
# A missing suite is reported here and fails in the program that needs it.

set -eu
from=$1
to=$2

mkdir -p "$to"
for name in rfc7208-tests.yml rfc4408-tests.yml test.yml; do
    if [ -f "$from/$name.gz" ]; then
        gunzip -c "$from/$name.gz" >"$to/$name.new"
    elif [ -f "$from/$name" ]; then
        cat "$from/$name" >"$to/$name.new"
    else
        rm -f "$to/$name"
        echo "suite $name is missing in $from:" \
            "install python3-spf or configure --with-spf-suites=DIR" >&2
        continue
    fi
    mv "$to/$name.new" "$to/$name"
done
