/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file spfeval.h
 * All of libspfeval in one include.
 *
 * @mainpage libspfeval
 *
 * An SPF evaluator (RFC 7208) that performs no I/O: it names the DNS questions
 * it needs and takes the answers in any order.
 *
 * | header     | what it holds                                           |
 * |------------|---------------------------------------------------------|
 * | check.h    | one check, step by step                                 |
 * | resolver.h | the same, blocking, with any source of DNS answers      |
 * | cache.h    | answers kept, for any resolver and many threads          |
 * | zone.h     | DNS data in memory as such a source                     |
 * | result.h   | result, reason, path to the deciding term, trace        |
 * | header.h   | trace header fields, SMTP reply                         |
 * | session.h  | both identities of an SMTP session                      |
 * | report.h   | "why was this mail rejected?", and the outcome as JSON  |
 * | lint.h     | what is wrong with a record, for those who publish it   |
 * | policy.h   | all records that a domain's record leads to, their cost |
 * | edit.h     | authorise a sender in a record, or take one away        |
 * | build.h    | new records, merged ones, and strings for zone files    |
 * | options.h  | limits and texts that all checks share                  |
 * | dns.h      | questions and answers                                   |
 * | record.h   | SPF records as text and terms, without a check          |
 * | status.h   | what functions return                                   |
 * | alloc.h    | your own allocator                                      |
 * | version.h  | the version, at compile and run time                    |
 */
#ifndef SPFEVAL_SPFEVAL_H
#define SPFEVAL_SPFEVAL_H

#include <spfeval/alloc.h>
#include <spfeval/build.h>
#include <spfeval/cache.h>
#include <spfeval/check.h>
#include <spfeval/dns.h>
#include <spfeval/edit.h>
#include <spfeval/export.h>
#include <spfeval/header.h>
#include <spfeval/lint.h>
#include <spfeval/options.h>
#include <spfeval/policy.h>
#include <spfeval/record.h>
#include <spfeval/report.h>
#include <spfeval/resolver.h>
#include <spfeval/result.h>
#include <spfeval/session.h>
#include <spfeval/status.h>
#include <spfeval/version.h>
#include <spfeval/zone.h>

#endif
