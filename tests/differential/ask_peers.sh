# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
#
# Asks libspfeval and its peers the same questions and compares the answers;
# "make check-differential" calls it. Environment: CASES and SEED say which
# cases, or CASE_FILE holds them; RESULTS is the folder for all that is made.
set -eu
LC_ALL=C
export LC_ALL

case ${CASE_FILE:-} in
'' | /*) ;;
*) CASE_FILE=$PWD/$CASE_FILE ;;
esac
mkdir -p "$RESULTS"
cd "$RESULTS"
rm -f libspf2 pyspf mail_spf answers
if [ -n "${CASE_FILE:-}" ]; then
    # It may be a file that is written below.
    cp "$CASE_FILE" cases.new
    mv cases.new cases
else
    "$DIFFERENTIAL/make_cases" "$SEED" "$CASES" >cases
    echo "Seed $SEED: $(grep -c '^case' cases) cases."
fi

# ask NAME FILE COMMAND...: one peer. One that is missing has no version.
peers=0
ask() {
    name=$1
    file=$2
    shift 2
    if version=$("$@" --version 2>/dev/null); then
        echo "$name: $version"
        "$@" cases >answers
        mv answers "$file"
        peers=$((peers + 1))
    else
        echo "Skipped, not installed: $name."
    fi
}

ask libspf2 libspf2 "$DIFFERENTIAL/run_libspf2"
ask pyspf pyspf "${PYTHON:-/usr/bin/python3}" \
    "$DIFFERENTIAL_SOURCE/run_pyspf.py"
ask Mail::SPF mail_spf "${PERL:-/usr/bin/perl}" \
    "$DIFFERENTIAL_SOURCE/run_mail_spf.pl"
if [ "$peers" -eq 0 ]; then
    echo 'There is no peer to compare with: install libspf2-dev,' \
        'python3-spf or libmail-spf-perl' >&2
    exit 1
fi

echo
status=0
"$DIFFERENTIAL/compare" cases . || status=$?
if [ "$status" -eq 1 ]; then
    echo "All differences without a rule: $RESULTS/unexplained.txt"
fi
exit "$status"
