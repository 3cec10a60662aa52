#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# check-variant.sh NAME CONFIGURE-OPTION...: build and test once more in the
# folder check-NAME. The environment holds MAKE and SPF_SUITES_SOURCE, and may
# hold CHECK_ARGUMENTS, further arguments of "make check" as for a shell.

set -eu
name=$1
shift
source=$(cd "$(dirname "$0")/../.." && pwd)

mkdir -p "check-$name"
cd "check-$name"
if [ -f "$SPF_SUITES_SOURCE/rfc7208-tests.yml" ] ||
    [ -f "$SPF_SUITES_SOURCE/rfc7208-tests.yml.gz" ]; then
    set -- "$@" --with-spf-suites="$SPF_SUITES_SOURCE"
fi
if [ ! -f Makefile ]; then
    "$source/configure" --enable-tests "$@"
fi
eval "${MAKE:-make} check ${CHECK_ARGUMENTS:-}"
