#!/bin/bash -eu
# SPDX-License-Identifier: BSD-2-Clause
#
# Builds the fuzz targets as OSS-Fuzz wants it: its build.sh calls this one, in
# an image with autoconf, automake, libtool, pkg-config, zip, libldns-dev,
# libjansson-dev and libcunit1-dev. The environment gives CC, CXX, CFLAGS,
# LIB_FUZZING_ENGINE, SRC and OUT; what is run later is in $OUT alone, so all
# libraries but the C library are linked statically.

source_dir=${SPFEVAL_SOURCE:-$SRC/libspfeval}
work=${WORK:-/tmp}/spfeval-fuzz

test -x "$source_dir/configure" || (cd "$source_dir" && ./autogen.sh)
rm -rf "$work"
mkdir -p "$work/archives"
cd "$work"
# Where the linker looks first there are archives only.
for library in ldns ssl crypto jansson; do
    ln -s "$($CC -print-file-name="lib$library.a")" archives/
done
# Sanitizers are in CFLAGS already.
"$source_dir/configure" --disable-shared --enable-fuzzing --disable-asan \
    --disable-ubsan --enable-assert --enable-tests --enable-tool --with-ldns \
    LDFLAGS="-L$work/archives" LIBS='-lssl -lcrypto -ldl -lpthread' \
    LIB_FUZZING_ENGINE="$LIB_FUZZING_ENGINE"

# An engine in an archive may need C++.
for source in "$source_dir"/tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    name=${name#fuzz_}
    make CCLD="$CXX" "tests/fuzz/fuzz_$name"
    cp "tests/fuzz/fuzz_$name" "$OUT/"
    dictionary=$source_dir/tests/fuzz/$name.dict
    test -f "$dictionary" || dictionary=$source_dir/tests/fuzz/spf.dict
    cp "$dictionary" "$OUT/fuzz_$name.dict"
    (cd "$source_dir/tests/fuzz/corpus/$name" &&
        zip -q -r "$OUT/fuzz_${name}_seed_corpus.zip" .)
done
