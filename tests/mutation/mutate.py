# SPDX-License-Identifier: BSD-2-Clause
"""mutate.py SOURCE BUILD COUNT SEED: do the tests notice small changes?

BUILD was made by mutate.sh. Each mutant is one file compiled anew and the
shared library linked anew, both in a folder for scratch; SOURCE and BUILD stay
as they are. Prints each survivor, and exits 1 when fewer than 90 % of COUNT
mutants were noticed.
"""

import collections
import glob
import itertools
import os
import queue
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import mutants

LEAST = 0.9
WORKERS = int(os.environ.get("MUTANT_JOBS", "2"))
LIBRARY = "libspfeval.so.0"
# Seconds of processor time and kibibytes that a test may take: a mutant may
# loop or collect memory for ever.
LIMITS = "ulimit -t 5; ulimit -v 4194304; "


class Bench:
    """Where mutants are compiled and tried."""

    def __init__(self, source, build, scratch):
        self.source, self.build = source, build
        self.folders = queue.Queue()
        for number in range(WORKERS):
            folder = os.path.join(scratch, str(number))
            os.mkdir(folder)
            self.folders.put(folder)
        self.compile = shlex.split(os.environ["MUTANT_COMPILE"])
        self.objects = glob.glob(build + "/lib/*/.libs/*core_la-*.o")
        self.objects = [one for one in self.objects if "/ldns/" not in one]
        self.programs = os.environ["MUTANT_PROGRAMS"].split()
        self.environment = dict(
            os.environ, LC_ALL="C", top_srcdir=source, top_builddir=build,
            SPF_SUITES=build + "/suites",
            SPF_SCENARIOS=source + "/tests/scenario")

    def run(self, command, folder):
        """Did the command end well?"""
        environment = dict(self.environment, LD_LIBRARY_PATH=folder)
        try:
            return subprocess.call(
                command, cwd=self.build, env=environment, timeout=180,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL) == 0
        except subprocess.TimeoutExpired:
            return False

    def compiles(self, path, text, folder):
        source = os.path.join(folder, "mutant.c")
        output = os.path.join(folder, "mutant.o")
        with open(source, "w", encoding="ascii") as file:
            file.write(text)
        original = "{}/{}/.libs/libspfeval_core_la-{}.o".format(
            self.build, os.path.dirname(path), os.path.basename(path)[:-2])
        others = [one for one in self.objects if one != original]
        if len(others) + 1 != len(self.objects):
            raise SystemExit("no object for " + path)
        return self.run(self.compile + ["-c", source, "-o", output], folder) \
            and self.run(self.compile + [
                "-shared", "-Wl,-soname," + LIBRARY, output, *others,
                "-o", os.path.join(folder, LIBRARY), "-lpthread"], folder)

    def tests_of(self, path):
        """Its own test, those of its folder, allocations, the suites."""
        folder, name = path.split("/")[1], os.path.basename(path)[:-2]
        own = "tests/unit/test_{}_{}".format(folder, name)
        units = [one for one in self.programs
                 if one.startswith("tests/unit/test_" + folder + "_")]
        units.sort(key=lambda one: not one.startswith(own))
        rest = [one for one in self.programs if "/unit/" not in one]
        return units + rest

    def notices(self, path, folder):
        """The test that fails, or None."""
        for test in self.tests_of(path):
            program = "{}/.libs/{}".format(*os.path.split(test))
            if not self.run(["sh", "-c", LIMITS + "exec " + program], folder):
                return test
        return None

    def judge(self, path, text, mutant):
        """A test, "survived", or None for what is no program."""
        folder = self.folders.get()
        try:
            changed = mutants.changed(text, mutant)
            if not self.compiles(path, changed, folder):
                return None
            return self.notices(path, folder) or "survived"
        finally:
            self.folders.put(folder)


def read(name):
    with open(name, encoding="ascii") as file:
        return file.read()


def equivalents(name):
    """The set of (file, function, before, after) that need no test."""
    listed, place = set(), None
    for line in read(name).splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("lib/"):
            place = tuple(line.split())
        elif line.startswith("    - "):
            before = line[6:].strip()
        elif line.startswith("    + "):
            listed.add(place + (before, line[6:].strip()))
    return listed


def chosen(source, paths, seed, known):
    """Mutants by turns: the first of each file, the second of each, ..."""
    texts = {path: read(os.path.join(source, path)) for path in paths}
    orders = {}
    for path, text in texts.items():
        orders[path] = [
            one for one in mutants.order(path, text, seed)
            if (path, one.function) + mutants.shown(text, one) not in known]
    turn = 0
    while any(turn < len(one) for one in orders.values()):
        for path in paths:
            if turn < len(orders[path]):
                yield path, texts[path], orders[path][turn]
        turn += 1


def covered_files(source):
    paths = glob.glob(source + "/lib/rule/*.c")
    paths += glob.glob(source + "/lib/check/*.c")
    paths += glob.glob(source + "/lib/record/parse*.c")
    paths = [os.path.relpath(one, source) for one in paths]
    return sorted(paths + ["lib/base/dname.c"])


def report(path, text, mutant, verdict, verbose):
    before, after = mutants.shown(text, mutant)
    if verdict == "survived" or verbose:
        print("{}:{}: {}: {}\n    - {}\n    + {}".format(
            path, mutant.line, mutant.function, verdict, before, after),
            flush=True)


def try_all(bench, candidates, count, verbose):
    """How many of count mutants were tried, and how many survived."""
    tried = survived = 0
    waiting = collections.deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        while tried < count:
            for one in itertools.islice(candidates, min(
                    count - tried, 8 * WORKERS) - len(waiting)):
                waiting.append((one, pool.submit(bench.judge, *one)))
            if not waiting:
                break
            one, verdict = waiting.popleft()
            verdict = verdict.result()
            tried += verdict is not None
            survived += verdict == "survived"
            report(*one, verdict, verbose)
    return tried, survived


def main():
    source, build, count, seed = sys.argv[1:]
    here = os.path.dirname(os.path.abspath(__file__))
    known = equivalents(os.path.join(here, "equivalent.txt"))
    paths = covered_files(source)
    scratch = tempfile.mkdtemp(prefix="spfeval-mutants.")
    try:
        bench = Bench(source, build, scratch)
        for path in paths:
            unchanged = read(os.path.join(source, path))
            folder = os.path.join(scratch, "0")
            if not bench.compiles(path, unchanged, folder):
                raise SystemExit(path + " does not compile unchanged")
        test = next((one for one in map(
            lambda path: bench.notices(path, folder),
            ["lib/rule/-.c", "lib/check/-.c", "lib/record/-.c",
             "lib/base/-.c"]) if one), None)
        if test:
            raise SystemExit(test + " fails without a change")
        tried, survived = try_all(
            bench, chosen(source, paths, seed, known), int(count),
            bool(os.environ.get("MUTANT_VERBOSE")))
    finally:
        shutil.rmtree(scratch)
    killed = tried - survived
    print("{} of {} mutants noticed ({:.1f} %), seed {}, in {} files; "
          "{} known as equivalent".format(
              killed, tried, 100 * killed / max(tried, 1), seed, len(paths),
              len(known)))
    return 0 if tried >= int(count) and killed >= LEAST * tried else 1


if __name__ == "__main__":
    sys.exit(main())
