# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh disable=SC2034
#
# Start and stop examples/why_httpd, for its tests; read it after tool.sh.

why_httpd=${top_builddir:?}/examples/why_httpd
why_pid=

# why_start OPTION...: on a free port; leaves its URL in $url.
why_start() {
    : >why.out
    "$why_httpd" "$@" >why.out 2>why.err &
    why_pid=$!
    tries=0
    while ! grep '^listening on ' why.out >why.line; do
        tries=$((tries + 1))
        if [ "$tries" -gt 200 ] || ! kill -0 "$why_pid" 2>kill.err; then
            echo "# why_httpd did not start: $(cat why.err)"
            return 1
        fi
        sleep 0.1
    done
    url=$(sed 's/^listening on //; s|/$||' why.line)
}

# why_stop [SIGNAL]: end it; leaves its exit status in $why_status.
why_stop() {
    [ -n "$why_pid" ] || return 0
    kill "-${1:-TERM}" "$why_pid" 2>kill.err
    why_status=0
    wait "$why_pid" || why_status=$?
    why_pid=
}
