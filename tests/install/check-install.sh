#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# What "make installcheck" does: compile a program against the installed copy
# through pkg-config, run it, and run the installed command. The environment
# holds CC, CFLAGS, PKG_CONFIG, DESTDIR, libdir, bindir, pkgconfigdir, docdir,
# includedir, version and tool.

set -eu
: "${libdir:?}" "${bindir:?}" "${pkgconfigdir:?}" "${version:?}"
: "${docdir:?}" "${includedir:?}"
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-install.XXXXXX")
trap 'rm -rf "$work"' EXIT

PKG_CONFIG_PATH=$DESTDIR$pkgconfigdir
export PKG_CONFIG_PATH
if [ -n "$DESTDIR" ]; then
    PKG_CONFIG_SYSROOT_DIR=$DESTDIR
    export PKG_CONFIG_SYSROOT_DIR
fi
LD_LIBRARY_PATH=$DESTDIR$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

fail() {
    echo "installcheck: $1" >&2
    exit 1
}

says=$($PKG_CONFIG --modversion libspfeval)
[ "$says" = "$version" ] || fail "libspfeval.pc says version $says"

# -Werror: the installed headers give no warning to a strict program.
flags=$($PKG_CONFIG --cflags libspfeval)
libs=$($PKG_CONFIG --libs libspfeval)
# shellcheck disable=SC2086 # lists of flags
$CC $CFLAGS -Wall -Wextra -pedantic -Werror $flags -o "$work/outside" \
    "$here/outside.c" $libs
"$work/outside"

# The second library, if it was built.
if [ -f "$DESTDIR$pkgconfigdir/libspfeval-ldns.pc" ]; then
    flags=$($PKG_CONFIG --cflags libspfeval-ldns)
    libs=$($PKG_CONFIG --libs libspfeval-ldns)
    # shellcheck disable=SC2086 # lists of flags
    $CC $CFLAGS -Wall -Wextra -pedantic -Werror $flags -o "$work/outside-ldns" \
        "$here/outside_ldns.c" $libs
    "$work/outside-ldns"
fi

# What a reader is pointed to.
guides=$(grep -ho 'doc/[a-z]*\.md' "$DESTDIR$includedir"/spfeval/*.h |
    sort -u)
for file in LICENSE NEWS README.md SECURITY.md $guides; do
    [ -f "$DESTDIR$docdir/$file" ] || fail "$file is not installed"
done

if [ -n "$tool" ]; then
    says=$("$DESTDIR$bindir/spfeval" --version)
    case $says in
    *"$version"*) echo "$says" | sed 1q ;;
    *) fail "spfeval --version says $says" ;;
    esac
fi
