# SPDX-License-Identifier: BSD-2-Clause
#
# The sources of the core library, by rank: a file may include headers of lower
# ranks and of its own folder only (tests/arch/check-layers.sh).

# Rank 0: knows nothing of SPF or DNS messages.
base_sources = \
	lib/base/arena.c lib/base/arena.h \
	lib/base/ascii.c lib/base/ascii.h \
	lib/base/buf.c lib/base/buf.h \
	lib/base/cursor.h \
	lib/base/dname.c lib/base/dname.h \
	lib/base/ip.c lib/base/ip.h \
	lib/base/mem.c lib/base/mem.h \
	lib/base/status.c \
	lib/base/text.h \
	lib/base/version.c

# Rank 1: text and syntax tree; questions and answers as values. Siblings.
record_sources = \
	lib/record/macro_parse.c lib/record/macro_parse.h \
	lib/record/parse.c lib/record/parse.h \
	lib/record/print.c \
	lib/record/record.c lib/record/record.h
dns_sources = \
	lib/dns/answer.c lib/dns/answer.h \
	lib/dns/query.c lib/dns/query.h

# Rank 2: small pure rules of RFC 7208.
rule_sources = \
	lib/rule/limits.c lib/rule/limits.h \
	lib/rule/macro_expand.c lib/rule/macro_expand.h \
	lib/rule/match.c lib/rule/match.h \
	lib/rule/select.c lib/rule/select.h

core_sources = $(base_sources) $(record_sources) $(dns_sources) $(rule_sources)
