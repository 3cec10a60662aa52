# SPDX-License-Identifier: BSD-2-Clause
#
# Reads the list of worst_case, and for its line N the profile profile.N:
# four lines are the sizes 1x, 2x, 4x and 8x of a case. Work that grows with
# the size takes twice as much more from 4x to 8x as from 2x to 4x; quadratic
# work takes four times as much more. The constant part has gone by then.
#
# Prints: name, the four counts, the two ratios, a verdict (constant, linear,
# sort or more), for "more" the function that grew most by itself, and how many
# instructions each octet took from 4x to 8x, or "-".

function total(number, file, line, parts, sum) {
    file = profile "." number
    while ((getline line < file) > 0) {
        if (line ~ /^summary:/) {
            split(line, parts, " ")
            sum = parts[2]
        }
    }
    close(file)
    return sum + 0
}

# Instructions of each function by itself; the line after "calls=" is that of
# the function called.
function read_functions(number, self, file, line, name, id, skip, names, p) {
    file = profile "." number
    while ((getline line < file) > 0) {
        if (line ~ /^fn=/ || line ~ /^cfn=/) {
            match(line, /\([0-9]+\)/)
            id = substr(line, RSTART, RLENGTH)
            if (RSTART + RLENGTH <= length(line)) {
                names[id] = substr(line, RSTART + RLENGTH + 1)
            }
            if (line ~ /^fn=/) {
                name = names[id]
            }
        } else if (line ~ /^calls=/) {
            skip = 1
        } else if (line ~ /^[-+*0-9]/) {
            if (!skip) {
                split(line, p, " ")
                self[name] += p[2]
            }
            skip = 0
        }
    }
    close(file)
}

function culprit(number, before, after, name, most, found) {
    split("", before)
    split("", after)
    read_functions(number - 1, before)
    read_functions(number, after)
    for (name in after) {
        if (after[name] > 3 * before[name] &&
            after[name] - before[name] > most) {
            most = after[name] - before[name]
            found = name
        }
    }
    sub(/'.*/, "", found)
    return found == "" ? "-" : found
}

{
    count[NR % 4] = total(NR)
    octets[NR % 4] = $4
    if (NR % 4 == 0) {
        one = count[2] - count[1]
        two = count[3] - count[2]
        four = count[0] - count[3]
        first = one > 0 ? two / one : 0
        last = two > 0 ? four / two : 0
        verdict = "linear"
        if (count[0] <= 1.1 * count[1]) {
            verdict = "constant"
        } else if (last > 2.2 && ($3 != "sort" || last > 2.4)) {
            verdict = "more"
        } else if (last > 2.1) {
            verdict = "sort"
        }
        more = octets[0] - octets[3]
        printf "%s %d %d %d %d %.2f %.2f %s %s %s\n", $1, count[1],
            count[2], count[3], count[0], first, last, verdict,
            verdict == "more" ? culprit(NR) : "-",
            (more > 0 ? int(four / more + 0.5) : "-")
    }
}
