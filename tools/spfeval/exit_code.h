/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the command returns to the shell. The numbers are part of its
 * interface: 0 to 6 are Mail::SPF's table, the others those of sysexits(3).
 */
#ifndef SPFEVAL_TOOL_EXIT_CODE_H
#define SPFEVAL_TOOL_EXIT_CODE_H

enum exit_code {
    EXIT_CODE_PASS = 0,
    EXIT_CODE_FAIL = 1,
    EXIT_CODE_SOFTFAIL = 2,
    EXIT_CODE_NEUTRAL = 3,
    EXIT_CODE_PERMERROR = 4,
    EXIT_CODE_TEMPERROR = 5,
    EXIT_CODE_NONE = 6,

    EXIT_CODE_WARNINGS = 1, /* of lint, as those of other linters */
    EXIT_CODE_ERRORS = 2,

    EXIT_CODE_OK = 0,
    EXIT_CODE_USAGE = 64,    /* wrong command line */
    EXIT_CODE_DATA = 65,     /* input that is not what it should be */
    EXIT_CODE_NO_INPUT = 66, /* a file that cannot be read */
    EXIT_CODE_INTERNAL = 70, /* out of memory, or the library gave up */
    EXIT_CODE_OUTPUT = 74    /* the output cannot be written */
};

#endif
