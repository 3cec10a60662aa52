# SPDX-License-Identifier: BSD-2-Clause
#
# Reads what "gcov -b -c -t" writes, for many objects, and prints the lines and
# branches of lib/ that were reached. A header counts once: a line or branch of
# it is reached when one of the objects that include it reached it.
#
# Not counted are assert(), and what a comment says cannot be reached:
#
#     if (size > MOST) { /* not reached: KIND */
#     default: /* not reached: KIND */
#
# That is the line, and what is indented deeper below it, where reaching it is
# an error. doc/coverage.md explains the kinds.

function leave_mark() {
    mark_indent = -1
}

# Takes the source text of a line; is it marked?
function marked(text,    indent) {
    match(text, /^ */)
    indent = RLENGTH
    if (mark_indent >= 0) {
        if (indent > mark_indent || text ~ /^ *$/) {
            return 2
        }
        leave_mark()
    }
    if (text !~ /\/\* not reached: [a-z]+ \*\//) {
        return 0
    }
    if (text ~ /[{:] *\/\* not reached/) {
        mark_indent = indent
    }
    return 1
}

# The same for assert(), which may take several lines.
function in_assert(text) {
    if (text ~ /^ *assert\(/) {
        asserting = 1
    }
    if (asserting) {
        asserting = text !~ /; *$/
        return 1
    }
    return 0
}

function take_line(count, number, text,    mark) {
    line = ""
    mark = marked(text)
    if (in_assert(text) || count == "-") {
        return
    }
    if (mark == 2 && count + 0 > 0) {
        print file ":" number ": marked as not reached, but it was"
        wrong = 1
    }
    line = file ":" number
    source[line] = text
    marks[line] = mark
    if (!(line in lines)) {
        lines[line] = 0
        names[++name_count] = line
    }
    if (count + 0 > 0) {
        lines[line] = 1
    }
}

BEGIN {
    leave_mark()
}

/^ *-: *0:Source:/ {
    file = $0
    sub(/^[^S]*Source:/, "", file)
    file = match(file, /lib\/[a-z]+\/[a-z_0-9]+\.[ch]$/) ? \
        substr(file, RSTART) : ""
    line = ""
    leave_mark()
    asserting = 0
    next
}

file == "" {
    next
}

/^ *([-#=]+|[0-9]+\*?): *[1-9][0-9]*:/ {
    split($0, part, ":")
    count = part[1]
    gsub(/[ *]/, "", count)
    text = $0
    sub(/^[^:]*:[^:]*:/, "", text)
    take_line(count, part[2] + 0, text)
    next
}

/^branch/ && line != "" {
    key = line ":" $2
    if (!(key in branches)) {
        branches[key] = 0
        branch_count[line]++
        branch_names[line, branch_count[line]] = key
    }
    if ($3 == "taken" && $4 + 0 > 0) {
        branches[key] = 1
    }
}

# Adds to the sums of a folder and of all.
function add(what, folder, good) {
    total[what, folder]++
    total[what, "all"]++
    reached[what, folder] += good
    reached[what, "all"] += good
}

function sum_line(name, folder,    at, good, lost) {
    if (lines[name] || !marks[name]) {
        add("line", folder, lines[name])
    }
    for (at = 1; at <= branch_count[name]; at++) {
        good = branches[branch_names[name, at]]
        if (good || !marks[name]) {
            add("branch", folder, good)
            lost += !good
        }
    }
    if (missed && !marks[name]) {
        if (!lines[name]) {
            print name ": not run:" source[name]
        } else if (lost) {
            print name ": " lost " of " branch_count[name] \
                " branches not taken:" source[name]
        }
    }
}

function rate(what, folder) {
    return total[what, folder] ? \
        100 * reached[what, folder] / total[what, folder] : 100
}

function print_sums(folder) {
    printf "%-10s %6.1f %% of %5d %9.1f %% of %5d\n", folder, \
        rate("line", folder), total["line", folder], \
        rate("branch", folder), total["branch", folder]
}

END {
    if (name_count == 0) {
        print "nothing was measured"
        exit 1
    }
    for (at = 1; at <= name_count; at++) {
        split(names[at], part, "/")
        if (!(part[2] in seen)) {
            seen[part[2]] = 1
            folders[++folder_count] = part[2]
        }
        sum_line(names[at], part[2])
    }
    print "lib/       lines              branches"
    for (at = 1; at <= folder_count; at++) {
        print_sums(folders[at])
    }
    print_sums("all")
    if (rate("line", "all") < 95 || rate("branch", "all") < 90) {
        print "the least is 95 % of the lines and 90 % of the branches"
        wrong = 1
    }
    exit wrong
}
