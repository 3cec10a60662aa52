# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
#
# For the tests of the command; read it with
#   . "${top_srcdir:-../..}/tests/tool/tool.sh"
# The command is $SPFEVAL. A test works in a folder of its own, $work.

top_srcdir=$(cd "${top_srcdir:-../..}" && pwd) || exit 1
. "$top_srcdir/tests/support/tap.sh"
LC_ALL=C
export LC_ALL
spfeval=${SPFEVAL:?SPFEVAL must name the command}
case $spfeval in
/*) ;;
*/*) spfeval=$PWD/$spfeval ;;
esac

# A test with a server of its own has its folder already (tests/dns/nsd_server.sh).
if [ -z "${nsd_pid+set}" ]; then
    work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-tool.XXXXXX") || exit 1
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' HUP INT TERM
    cd "$work" || exit 1
fi

# run ARGUMENT...: run the command; leaves $status, and its output in the files
# out and err. Standard input is the caller's.
run() {
    "$spfeval" "$@" >out 2>err
    status=$?
}

# Show what the last run did, as comments of TAP.
show() {
    echo "# exit code $status"
    sed 's/^/# stdout: /' out
    sed 's/^/# stderr: /' err
}

# is NAME STATUS OUT ERR: the last run ended so, with these texts. A text of
# "*" may be anything; otherwise it is compared whole, without final newline.
is() {
    if [ "$status" -eq "$2" ] &&
        { [ "$3" = '*' ] || [ "$(cat out)" = "$3" ]; } &&
        { [ "$4" = '*' ] || [ "$(cat err)" = "$4" ]; }; then
        tap_ok 0 "$1"
    else
        tap_ok 1 "$1"
        show
        printf '%s\n' "$3" | sed 's/^/# wanted: /'
        printf '%s\n' "$4" | sed 's/^/# wanted on stderr: /'
    fi
}

# holds NAME FILE TEXT: the file has the text on some line.
holds() {
    if grep -F -e "$3" "$2" >grep.out; then
        tap_ok 0 "$1"
    else
        tap_ok 1 "$1"
        show
    fi
}

# Skip the whole script where the command cannot read zone files.
need_zone_files() {
    if [ "${SPFEVAL_WITH_LDNS:-yes}" = no ]; then
        echo '1..0 # SKIP built without ldns'
        exit 0
    fi
}
