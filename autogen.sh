#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Make ./configure from a checkout. A release tarball has it already.
# Needs autoconf 2.71, automake, libtool, autoconf-archive and pkg-config.

set -eu
cd "$(dirname "$0")"
mkdir -p m4
exec autoreconf --force --install
