/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sub-commands.
 */
#ifndef SPFEVAL_TOOL_COMMAND_H
#define SPFEVAL_TOOL_COMMAND_H

/*
 * Run a sub-command; argv[0] is its name. Returns the exit code. What it wrote
 * to standard output may still be in the buffer.
 */
int command_authorize(int argc, char **argv);
int command_batch(int argc, char **argv);
int command_check(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_generate(int argc, char **argv);
int command_lint(int argc, char **argv);
int command_merge(int argc, char **argv);
int command_revoke(int argc, char **argv);
int command_show(int argc, char **argv);

/* Print the help of a sub-command on standard output. */
void command_authorize_help(void);
void command_batch_help(void);
void command_check_help(void);
void command_explain_help(void);
void command_generate_help(void);
void command_lint_help(void);
void command_merge_help(void);
void command_revoke_help(void);
void command_show_help(void);

#endif
