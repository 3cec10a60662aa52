# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
#
# A name server of one's own, nsd, for shell tests; read it with
#   . "${top_srcdir:-../..}/tests/dns/nsd_server.sh"
# The test works in a folder of its own, $work. nsd_start leaves the address of
# the server in $server; it is there until nsd_stop, or the end of the script.

top_srcdir=$(cd "${top_srcdir:-../..}" && pwd) || exit 1
top_builddir=$(cd "${top_builddir:-.}" && pwd) || exit 1
. "$top_srcdir/tests/support/tap.sh"
LC_ALL=C
# It is no program of users: Debian has it in a folder of the administrator.
PATH=$PATH:/usr/sbin:/usr/local/sbin
export LC_ALL PATH
ask=$top_builddir/tests/dns/ask
nsd_pid=
port=

work=$(mktemp -d "${TMPDIR:-/tmp}/spfeval-dns.XXXXXX") || exit 1
trap 'nsd_stop; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

# Skip the whole script where there is no nsd.
need_nsd() {
    if ! command -v nsd >/dev/null 2>&1; then
        echo '1..0 # SKIP nsd is not installed'
        exit 0
    fi
}

# Does the loop-back interface have its IPv6 address?
has_ipv6() {
    grep -q '^0\{31\}1 ' /proc/net/if_inet6 2>/dev/null
}

nsd_configuration() {
    cat <<END
server:
  ip-address: 127.0.0.1
  port: $port
  username: ""
  chroot: ""
  database: ""
  zonesdir: "$top_srcdir/tests/dns"
  xfrdir: "$work"
  pidfile: "$work/nsd.pid"
  zonelistfile: "$work/zone.list"
  xfrdfile: "$work/xfrd.state"
  server-count: 1
  tcp-count: 1000
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
END
    ! has_ipv6 || echo '  ip-address: ::1'
    echo 'remote-control:'
    echo '  control-enable: no'
    for zone in example.test load.test 2.0.192.in-addr.arpa \
        8.b.d.0.1.0.0.2.ip6.arpa; do
        printf 'zone:\n  name: %s\n  zonefile: %s.zone\n' "$zone" "$zone"
    done
}

# Does our own server answer? Another program may have the port.
nsd_answers() {
    "$ask" "$server" TXT empty.example.test >probe.out 2>&1 &&
        grep -q ': ok' probe.out && kill -0 "$nsd_pid" 2>/dev/null
}

# nsd_start [PORT]: start it, and wait until it answers. Without PORT a free
# one is found by trying.
nsd_start() {
    for nsd_try in 1 2 3 4 5 6 7 8; do
        port=${1:-$((20000 + ($$ * 31 + nsd_try * 977) % 12000))}
        server=127.0.0.1:$port
        nsd_configuration >nsd.conf
        nsd -d -c nsd.conf >nsd.log 2>&1 </dev/null 3>&- &
        nsd_pid=$!
        nsd_wait=0
        while [ $nsd_wait -lt 100 ] && kill -0 "$nsd_pid" 2>/dev/null; do
            if nsd_answers; then
                return 0
            fi
            sleep 0.1
            nsd_wait=$((nsd_wait + 1))
        done
        nsd_stop
    done
    sed 's/^/# /' nsd.log probe.out
    echo 'Bail out! nsd does not start'
    exit 1
}

# The first process ends its children, so that none is left.
nsd_stop() {
    if [ -n "$nsd_pid" ]; then
        kill "$nsd_pid" 2>/dev/null
        wait "$nsd_pid" 2>/dev/null
        nsd_pid=
    fi
}
