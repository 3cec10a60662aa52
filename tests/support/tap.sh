# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
#
# TAP for shell tests; read it with
#   . "$top_srcdir/tests/support/tap.sh"
# and end the script with tap_done.

tap_number=0
tap_failed=0

# tap_ok STATUS NAME: one test; STATUS is that of the command that tried it.
tap_ok() {
    tap_number=$((tap_number + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tap_number - $2"
    else
        tap_failed=$((tap_failed + 1))
        echo "not ok $tap_number - $2"
    fi
}

# tap_empty TEXT NAME: a test that holds when there is nothing to complain of;
# otherwise the text is shown.
tap_empty() {
    if [ -z "$1" ]; then
        tap_ok 0 "$2"
    else
        tap_ok 1 "$2"
        printf '%s\n' "$1" | sed 's/^/# /'
    fi
}

# tap_skip REASON NAME
tap_skip() {
    tap_number=$((tap_number + 1))
    echo "ok $tap_number - $2 # SKIP $1"
}

# tap_done: the plan. The harness counts lines; by hand the status tells.
tap_done() {
    echo "1..$tap_number"
    if [ "$tap_failed" -gt 0 ] && [ -z "${TAP_HARNESS:-}" ]; then
        exit 1
    fi
    exit 0
}
