#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# check-tools.sh: what "make coverage" and "make check-mutants" count, shown on
# small texts. Prints TAP.

set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
# shellcheck source=tests/support/tap.sh
. tests/support/tap.sh
LC_ALL=C
export LC_ALL

work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-tools.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

# --- coverage ----------------------------------------------------------------

# gcov_lines COUNT...: a file of lib/x with that many lines of each count.
gcov_lines() {
    echo '        -:    0:Source:../lib/x/y.c'
    number=0
    for count; do
        number=$((number + 1))
        echo "$count:$number:    call();"
    done
}

# coverage FILE...: the sums of the folder x, "LINES% of N BRANCHES% of N".
coverage() {
    cat "$@" | awk -v missed=0 -f tests/support/coverage.awk >"$work/out"
    status=$?
    sums=$(sed -n 's/^x  *//p' "$work/out" | tr -s ' ')
}

# shellcheck disable=SC2046 # counts without blanks
{
    gcov_lines $(yes 3 | head -n 19) '#####' >"$work/95"
    gcov_lines $(yes 3 | head -n 18) '#####' '#####' >"$work/90"
}
coverage "$work/95"
[ "$status:$sums" = '0:95.0 % of 20 100.0 % of 0' ]
tap_ok $? "95 % of the lines are enough"
coverage "$work/90"
[ "$status:$sums" = '1:90.0 % of 20 100.0 % of 0' ]
tap_ok $? "90 % of the lines are not"

{
    gcov_lines 1
    yes 'branch  0 taken 4' | awk '{ $2 = NR; print } NR == 9 { exit }'
    echo 'branch 10 never executed'
} >"$work/branches"
coverage "$work/branches"
[ "$status:$sums" = '0:100.0 % of 1 90.0 % of 10' ]
tap_ok $? "90 % of the branches are enough"
echo 'branch 11 taken 0 (fallthrough)' >>"$work/branches"
coverage "$work/branches"
[ "$status:$sums" = '1:100.0 % of 1 81.8 % of 11' ]
tap_ok $? "82 % of the branches are not"

cat >"$work/one" <<'END'
        -:    0:Source:../lib/x/inline.h
        5:    1:    if (a) {
branch  0 taken 5
branch  1 taken 0
    #####:    2:        b();
END
cat >"$work/two" <<'END'
        -:    0:Source:../lib/x/inline.h
        2:    1:    if (a) {
branch  0 taken 0
branch  1 taken 2
        2:    2:        b();
        -:    0:Source:/usr/include/z.h
    #####:    9:    c();
END
coverage "$work/one" "$work/two"
[ "$status:$sums" = '0:100.0 % of 2 100.0 % of 2' ]
tap_ok $? "a header counts once, and headers of others do not"

cat >"$work/marked" <<'END'
        -:    0:Source:lib/x/y.c
        5:    1:    assert(a ||
branch  0 taken 5
branch  1 taken 0
        5:    2:           b);
branch  0 taken 5
branch  1 taken 0
        5:    3:    if (c) { /* not reached: checked */
branch  0 taken 0
branch  1 taken 5
    #####:    4:        d();
        -:    5:    }
        5:    6:    switch (e) {
branch  0 taken 5
branch  1 taken 0
    #####:    7:    default: /* not reached: checked */
    #####:    8:        break;
        -:    9:    }
    #####:   10:    return f; /* not reached: checked */
        5:   11:}
END
coverage "$work/marked"
[ "$status:$sums" = '1:100.0 % of 3 66.7 % of 3' ]
tap_ok $? "assertions and what is marked do not count, the rest does"
sed 's/    #####:    4/        1:    4/' "$work/marked" >"$work/wrong"
coverage "$work/wrong"
grep -q 'lib/x/y.c:4: marked as not reached, but it was' "$work/out"
tap_ok $? "a mark where something ran is an error"

# --- mutants -----------------------------------------------------------------

if ! command -v python3 >/dev/null; then
    tap_skip "no python3" "each kind of change is made, and in code only"
    tap_done
fi
cat >"$work/code.c" <<'END'
/* a == 1 */
#include <a == 1>
#define LIMIT 10
static int
f(int a)
{
    assert(a == 1);
    puts("a == 1");
    if (!a || g(a) < 2) {
        a = a->b - 1;
        return SPFEVAL_OK;
    }
    while (h(a)) {
        i++;
    }
    if (a > 7) { /* not reached: checked */
        return false;
    }
    return true;
}
END
cat >"$work/expected" <<'END'
#define LIMIT 11
#define LIMIT 9
;
;
a = a->b + 1;
a = a->b - 0;
a = a->b - 2;
if (!a && g(a) < 2) {
if (!a || g(a) < 1) {
if (!a || g(a) < 3) {
if (!a || g(a) <= 2) {
if (!a || g(a) >= 2) {
if (a || g(a) < 2) {
return SPFEVAL_ERR_STATE;
return false;
while (!(h(a))) {
while (h(a)) { ;
while (h(a)) { i--;
END
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/mutation python3 - "$work/code.c" \
    >"$work/found" <<'END'
import sys
import mutants
text = open(sys.argv[1]).read()
for line in sorted(mutants.shown(text, one)[1]
                   for one in mutants.find("code.c", text)):
    print(line)
END
tap_empty "$(diff "$work/expected" "$work/found")" \
    "each kind of change is made, and in code only"
tap_done
