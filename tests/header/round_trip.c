/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Each header field and reply that is written from random and hostile inputs
 * keeps to its grammar, and whoever reads it gets the inputs back, but for the
 * documented replacing and cutting. The parser is our own (grammar.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "header/grammar.h"
#include "header/hostile.h"
#include "header/model.h"
#include "support/tap.h"
#include "support/try_check.h"

enum {
    INPUTS = 100000,
    RECEIVERS = 4,
    FIELD_ROOM = GRAMMAR_FIELD + 1,
    REPLY_ROOM = 16384,
    REPLY_LINE = 510,
    FLAGS = 16
};

static const uint64_t seed = 0x53504672656372ull;

/* RFC 7208 section 9.1: "pass" and so on, all with what may go wrong in it. */
static const char zone_text[] =
    "pass.example TXT v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 +all\n"
    "fail.example TXT v=spf1 exp=why.example -all\n"
    "why.example TXT %{i} %{d}: see https://why.example/?s=%{S};h=%{H}\n"
    "silent.example TXT v=spf1 -ip4:0.0.0.0/0 -ip6:::/0\n"
    "soft.example TXT v=spf1 ~all\n"
    "neutral.example TXT v=spf1 ?all\n"
    "default.example TXT v=spf1 ip4:198.51.100.1\n"
    "none.example NAME\n"
    "temp.example TIMEOUT TXT\n"
    "perm.example TXT v=spf1 foo:\"\\(bar);x=y -all\n"
    "twice.example TXT v=spf1 -all\n"
    "twice.example TXT v=spf1 +all\n"
    "bad.example TXT v=spf1 include:%{l} -all\n"
    "slow.example TXT v=spf1 exists:\"(%{h}).slow.example -all\n"
    "inc.example TXT v=spf1 -include:pass.example ~all\n"
    "redir.example TXT v=spf1 redirect=silent.example\n"
    "odd.example TXT v=spf1 ?exists:\"\\\\();=%{d}. -all\n"
    "\"\\\\();=odd.example A 127.0.0.2\n";

static const char *const domains[] = {
    "pass.example",    "fail.example",    "silent.example", "soft.example",
    "neutral.example", "default.example", "none.example",   "temp.example",
    "perm.example",    "twice.example",   "bad.example",    "slow.example",
    "inc.example",     "redir.example",   "odd.example",    "gone.example",
    "a_b.example",     "a(b.example",     "PASS.Example",
};

static const struct {
    const char *in;
    const char *out;
} clients[] = {
    {"192.0.2.1", "192.0.2.1"},
    {"203.0.113.255", "203.0.113.255"},
    {"::ffff:192.0.2.7", "192.0.2.7"},
    {"2001:db8::1", "2001:db8::1"},
    {"::", "::"},
    {"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
    {"2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff",
     "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"},
};

static const char *const receivers[RECEIVERS] = {
    NULL, "mx.example.com", "mx (of \"us\"; x=\\y)",
    "a.very.long.name.of.a.receiver.which.does.not.fit.into.a.comment.because."
    "it.has.more.than.one.hundred.and.twenty.eight.octets.in.its.many.labels."
    "example.com"};

/* One input, its outcome, and what was asked for. */
struct trial {
    struct hostile hostile;
    struct hostile_text mailfrom;
    struct hostile_text helo;
    const char *client; /* as it is written */
    const char *receiver;
    uint32_t flags;
    bool utf8;
    struct grammar_form form;
    const spfeval_outcome *outcome;
    const spfeval_outcome *second; /* of the other identity, or NULL */
};

struct world {
    struct try_check try[RECEIVERS];
    spfeval_check *second;
    unsigned results[8];
    unsigned flags[FLAGS];
    struct trial trial;
    struct grammar_received_spf received;
    struct grammar_auth_results results_field;
};

/* The longest of each kind, for doc/guarantees.md. */
static struct {
    size_t field;
    size_t field_line;
    size_t reply;
    size_t reply_line;
} longest;

static void
note(size_t *most, size_t len)
{
    if (len > *most) {
        *most = len;
    }
}

static void
note_text(const char *text, size_t *most, size_t *most_line)
{
    note(most, strlen(text));
    while (*text != '\0') {
        size_t len = strcspn(text, "\r\n");

        note(most_line, len);
        text += len;
        text += strspn(text, "\r\n");
    }
}

/* Only what goes wrong is worth a line: there are millions of these. */
static bool
expect(bool holds, const char *what)
{
    return holds || CHECK(what == NULL);
}

static bool
is_text(const struct grammar_text *text, const char *octets, size_t len)
{
    return text->len == len && memcmp(text->octets, octets, len) == 0;
}

static bool
is_same(const struct grammar_text *a, const struct grammar_text *b)
{
    return is_text(a, b->octets, b->len);
}

static bool
is_word(const struct grammar_text *text, const char *word)
{
    return is_text(text, word, strlen(word));
}

/* --- Inputs -------------------------------------------------------------- */

static void
add_domain(struct trial *trial, struct hostile_text *out)
{
    unsigned count = (unsigned)(sizeof(domains) / sizeof(domains[0]));

    if (hostile_below(&trial->hostile, 8) == 0) {
        hostile_add(&trial->hostile, out);
    } else {
        hostile_add_string(out,
                           domains[hostile_below(&trial->hostile, count)]);
    }
}

static void
make_inputs(struct trial *trial)
{
    struct hostile *hostile = &trial->hostile;

    trial->mailfrom.len = 0;
    trial->helo.len = 0;
    if (hostile_below(hostile, 16) != 0) { /* otherwise null */
        hostile_add(hostile, &trial->mailfrom);
        hostile_add_string(&trial->mailfrom, "@");
        add_domain(trial, &trial->mailfrom);
    }
    if (hostile_below(hostile, 2) == 0) {
        hostile_add(hostile, &trial->helo);
    } else {
        add_domain(trial, &trial->helo);
    }
}

static void
set_inputs(const struct trial *trial, spfeval_check *check, size_t client,
           int identity)
{
    spfeval_check_reset(check);
    expect(spfeval_check_set_client_text(check, clients[client].in,
                                         strlen(clients[client].in)) ==
               SPFEVAL_OK,
           "client");
    expect(spfeval_check_set_mailfrom(check, trial->mailfrom.octets,
                                      trial->mailfrom.len) == SPFEVAL_OK,
           "mailfrom");
    expect(spfeval_check_set_helo(check, trial->helo.octets,
                                  trial->helo.len) == SPFEVAL_OK,
           "helo");
    expect(spfeval_check_set_identity(check, identity) == SPFEVAL_OK,
           "identity");
}

static const spfeval_outcome *
run(struct world *world, spfeval_check *check)
{
    const spfeval_outcome *outcome;

    expect(spfeval_check_run(check, spfeval_zone_get_resolver(
                                        world->try[0].zone)) == SPFEVAL_OK,
           "run");
    outcome = spfeval_check_get_outcome(check);
    expect(outcome != NULL, "outcome");
    return outcome;
}

static void
make_trial(struct world *world, unsigned number)
{
    struct trial *trial = &world->trial;
    unsigned receiver;
    unsigned client;
    int identity;

    trial->hostile.state = seed + (uint64_t)number * 0x9e3779b97f4a7c15ull;
    make_inputs(trial);
    receiver = hostile_below(&trial->hostile, RECEIVERS);
    client =
        hostile_below(&trial->hostile, sizeof(clients) / sizeof(clients[0]));
    identity = 1 + (int)(hostile_below(&trial->hostile, 4) == 0);
    trial->receiver =
        receivers[receiver] == NULL ? "unknown" : receivers[receiver];
    trial->client = clients[client].out;
    trial->flags = hostile_below(&trial->hostile, FLAGS);
    trial->utf8 = (trial->flags & SPFEVAL_HEADER_SMTPUTF8) != 0;
    trial->form.utf8 = trial->utf8;
    trial->form.lf = (trial->flags & SPFEVAL_HEADER_LF) != 0;
    trial->form.body = (trial->flags & SPFEVAL_HEADER_BODY) != 0;
    set_inputs(trial, world->try[receiver].check, client, identity);
    trial->outcome = run(world, world->try[receiver].check);
    trial->second = NULL;
    if (hostile_below(&trial->hostile, 4) == 0) {
        set_inputs(trial, world->second, client, 3 - identity);
        trial->second = run(world, world->second);
    }
    world->results[spfeval_outcome_get_result(trial->outcome) & 7]++;
    world->flags[trial->flags]++;
}

/* --- What is wanted ------------------------------------------------------ */

static bool
is_bare(const char *octets, size_t len)
{
    return len <= MODEL_VALUE && grammar_is_dot_atom_text(octets, len);
}

static bool
check_value(const struct trial *trial, const struct grammar_pair *pair,
            const char *key, const char *octets, size_t len)
{
    bool quoted = !is_bare(octets, len) || strcmp(key, "envelope-from") == 0;
    struct grammar_text wanted = {.len = 0};

    model_add_shown(&wanted, octets, len, quoted ? "\"\\" : "", trial->utf8,
                    quoted ? MODEL_VALUE - 2 : MODEL_VALUE);
    return expect(is_word(&pair->key, key), "key in its place") &&
           expect(pair->quoted == quoted, "quoted if need be") &&
           expect(is_same(&pair->value, &wanted), "value");
}

static bool
check_string(const struct trial *trial, const struct grammar_pair *pair,
             const char *key, const char *string)
{
    return check_value(trial, pair, key, string, strlen(string));
}

/* The first term on the path that does not redirect. */
static const char *
find_directive(const spfeval_outcome *outcome, size_t *len)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    uint32_t i;

    for (i = 0; spfeval_outcome_get_path(outcome, i, &entry) == SPFEVAL_OK;
         i++) {
        const char *term = entry.text + entry.term_offset;

        if (entry.term_length < 9 || memcmp(term, "redirect=", 9) != 0) {
            *len = entry.term_length;
            return term;
        }
    }
    *len = 0;
    return "";
}

static bool
starts_with_reason(const struct grammar_text *text,
                   const spfeval_outcome *outcome)
{
    const char *message =
        spfeval_reason_message(spfeval_outcome_get_reason(outcome));
    size_t len = strlen(message);

    return text->len >= len && memcmp(text->octets, message, len) == 0;
}

static bool
is_error(const spfeval_outcome *outcome)
{
    return spfeval_outcome_get_result(outcome) >= SPFEVAL_RESULT_TEMPERROR;
}

/* mechanism, problem, or nothing. */
static bool
check_last_pair(const struct trial *trial, const struct grammar_pair *pair,
                bool is_there)
{
    size_t len = 0;
    const char *directive;

    switch (spfeval_outcome_get_reason(trial->outcome)) {
    case SPFEVAL_REASON_MATCH:
        directive = find_directive(trial->outcome, &len);
        return expect(is_there, "mechanism is there") &&
               check_value(trial, pair, "mechanism", directive, len);
    case SPFEVAL_REASON_DEFAULT:
        return expect(is_there, "mechanism is there") &&
               check_string(trial, pair, "mechanism", "default");
    default:
        if (!is_error(trial->outcome)) {
            return expect(!is_there, "nothing else");
        }
        return expect(is_there, "problem is there") &&
               expect(is_word(&pair->key, "problem"), "problem") &&
               expect(pair->quoted, "a quoted problem") &&
               expect(starts_with_reason(&pair->value, trial->outcome),
                      "the problem's reason");
    }
}

static bool
check_pairs(const struct trial *trial,
            const struct grammar_received_spf *received)
{
    const struct grammar_pair *pair = received->pairs;
    const struct grammar_pair *end = pair + received->pair_count;
    bool is_helo =
        spfeval_outcome_get_identity(trial->outcome) == SPFEVAL_IDENTITY_HELO;
    size_t len = 0;
    const char *sender = spfeval_outcome_get_sender(trial->outcome, &len);

    if (!expect(received->pair_count >= (is_helo ? 4 : 5), "all pairs") ||
        !check_string(trial, pair++, "client-ip", trial->client)) {
        return false;
    }
    if (!is_helo &&
        !check_value(trial, pair++, "envelope-from", sender, len)) {
        return false;
    }
    return check_value(trial, pair, "helo", trial->helo.octets,
                       trial->helo.len) &&
           check_string(trial, pair + 1, "receiver", trial->receiver) &&
           check_string(trial, pair + 2, "identity",
                        is_helo ? "helo" : "mailfrom") &&
           check_last_pair(trial, pair + 3, pair + 3 < end) &&
           expect(end <= pair + 4, "no other pairs");
}

static bool
check_comment(const struct trial *trial, const struct grammar_text *comment)
{
    struct grammar_text wanted = {.len = 0};
    size_t len = 0;
    const char *sender = spfeval_outcome_get_sender(trial->outcome, &len);

    model_add_shown(&wanted, trial->receiver, strlen(trial->receiver), "()\\",
                    trial->utf8, MODEL_COMMENTED);
    model_add(&wanted, ": ");
    model_add_sentence(&wanted, trial->outcome, trial->client, sender, len,
                       "()\\", trial->utf8);
    return expect(is_same(comment, &wanted), "comment") &&
           expect(comment->len <= MODEL_COMMENT, "its size");
}

/* --- Received-SPF -------------------------------------------------------- */

/* The library's reader, on the same field. */
static bool
check_reader(const struct grammar_received_spf *wanted, const char *text,
             size_t len)
{
    spfeval_received_spf *field = NULL;
    const char *value;
    size_t value_len = 0;
    bool same = true;
    size_t i;

    if (!expect(spfeval_received_spf_parse(NULL, text, len, &field, NULL) ==
                    SPFEVAL_OK,
                "the library reads it")) {
        return false;
    }
    same =
        is_word(&wanted->result,
                spfeval_result_name(spfeval_received_spf_get_result(field)));
    value = spfeval_received_spf_get_comment(field, &value_len);
    same =
        same && value != NULL && is_text(&wanted->comment, value, value_len);
    for (i = 0; i < wanted->pair_count; i++) {
        char key[32];

        (void)snprintf(key, sizeof(key), "%.*s", (int)wanted->pairs[i].key.len,
                       wanted->pairs[i].key.octets);
        value = spfeval_received_spf_get_value(field, key, &value_len);
        same = same && value != NULL &&
               is_text(&wanted->pairs[i].value, value, value_len);
    }
    spfeval_received_spf_free(field);
    return expect(same, "the library reads the same");
}

/* A room that is too small at random. */
static bool
check_small(const struct trial *trial, size_t needed)
{
    struct hostile hostile = trial->hostile;
    size_t capacity = hostile_below(&hostile, (unsigned)needed);
    char *buffer = malloc(capacity + 1);
    size_t again = 0;
    bool holds;

    if (!expect(buffer != NULL, "memory")) {
        return false;
    }
    buffer[capacity] = 'x';
    holds =
        spfeval_received_spf_print(trial->outcome, trial->flags, buffer,
                                   capacity, &again) == SPFEVAL_ERR_BUFFER &&
        again == needed && buffer[capacity] == 'x';
    free(buffer);
    return expect(holds, "a small buffer");
}

static bool
check_received_spf(struct world *world)
{
    const struct trial *trial = &world->trial;
    struct grammar_received_spf *received = &world->received;
    char text[FIELD_ROOM];
    size_t needed = 0;
    const char *error;

    if (!expect(spfeval_received_spf_print(trial->outcome, trial->flags, text,
                                           sizeof(text),
                                           &needed) == SPFEVAL_OK,
                "Received-SPF fits")) {
        return false;
    }
    note_text(text, &longest.field, &longest.field_line);
    error = grammar_read_received_spf(text, needed - 1, trial->form, received);
    if (error != NULL) {
        tap_row(error);
        return expect(false, "Received-SPF follows its grammar");
    }
    return expect(is_word(&received->result,
                          spfeval_result_name(
                              spfeval_outcome_get_result(trial->outcome))),
                  "result") &&
           check_comment(trial, &received->comment) &&
           check_pairs(trial, received) &&
           check_reader(received, text, needed - 1) &&
           (trial->hostile.state % 8 != 0 || check_small(trial, needed));
}

/* --- Authentication-Results ---------------------------------------------- */

/* What the property shows. */
static const char *
find_datum(const struct trial *trial, const spfeval_outcome *outcome,
           bool *is_mailbox, size_t *len)
{
    *is_mailbox =
        (trial->flags & SPFEVAL_HEADER_MAILBOX) != 0 &&
        spfeval_outcome_get_identity(outcome) == SPFEVAL_IDENTITY_MAILFROM;
    return *is_mailbox ? spfeval_outcome_get_sender(outcome, len)
                       : spfeval_outcome_get_domain(outcome, len);
}

static bool
check_property(const struct trial *trial, const spfeval_outcome *outcome,
               const struct grammar_resinfo *info)
{
    struct grammar_text wanted = {.len = 0};
    bool is_mailbox;
    size_t len = 0;
    const char *datum = find_datum(trial, outcome, &is_mailbox, &len);
    bool quoted =
        len > MODEL_VALUE || !(is_mailbox ? grammar_is_mailbox(datum, len)
                                          : grammar_is_token(datum, len));

    if (len == 0) {
        return expect(!info->has_property, "nothing to show");
    }
    model_add_shown(&wanted, datum, len, quoted ? "\"\\" : "", trial->utf8,
                    quoted ? MODEL_VALUE - 2 : MODEL_VALUE);
    return expect(info->has_property, "a property") &&
           expect(is_word(&info->property,
                          spfeval_outcome_get_identity(outcome) ==
                                  SPFEVAL_IDENTITY_HELO
                              ? "helo"
                              : "mailfrom"),
                  "of the identity") &&
           expect(info->quoted == quoted, "quoted if need be") &&
           expect(is_same(&info->value, &wanted), "pvalue");
}

static bool
check_reason(const spfeval_outcome *outcome,
             const struct grammar_resinfo *info)
{
    int result = spfeval_outcome_get_result(outcome);
    bool by_match =
        result == SPFEVAL_RESULT_FAIL || result == SPFEVAL_RESULT_SOFTFAIL;

    return expect(info->has_reason == (by_match || is_error(outcome)),
                  "reason if need be") &&
           expect(info->reason.len <= MODEL_REASON, "reason's size") &&
           expect(!is_error(outcome) ||
                      starts_with_reason(&info->reason, outcome),
                  "reason");
}

static bool
check_resinfo(const struct trial *trial, const spfeval_outcome *outcome,
              const struct grammar_resinfo *info)
{
    struct grammar_text wanted = {.len = 0};
    bool is_mailbox;
    size_t len = 0;
    const char *datum = find_datum(trial, outcome, &is_mailbox, &len);

    model_add_sentence(&wanted, outcome, trial->client, datum, len, "()\\",
                       trial->utf8);
    return expect(is_word(&info->result,
                          spfeval_result_name(
                              spfeval_outcome_get_result(outcome))),
                  "method result") &&
           expect(is_same(&info->comment, &wanted), "comment of a result") &&
           check_reason(outcome, info) && check_property(trial, outcome, info);
}

/* A field is found as ours, however the name was quoted, and by no other. */
static bool
check_matches(const struct grammar_text *id, const char *text, size_t len)
{
    if (id->len == 0) {
        return true;
    }
    return expect(spfeval_auth_results_matches(text, len, id->octets,
                                               id->len) == 1,
                  "it matches") &&
           expect(spfeval_auth_results_matches(text, len, "other.invalid",
                                               13) == 0,
                  "it matches no other");
}

/* 1 to 253 octets, most often a host name. */
static void
make_authserv_id(struct trial *trial, struct hostile_text *out)
{
    out->len = 0;
    if (hostile_below(&trial->hostile, 2) == 0) {
        hostile_add(&trial->hostile, out);
    }
    if (out->len == 0) {
        hostile_add_string(out, "mx.example.com");
    }
    if (out->len > 253) {
        out->len = 253;
    }
}

static bool
check_auth_results(struct world *world)
{
    static struct hostile_text id;
    struct trial *trial = &world->trial;
    struct grammar_auth_results *field = &world->results_field;
    bool is_helo =
        spfeval_outcome_get_identity(trial->outcome) == SPFEVAL_IDENTITY_HELO;
    const spfeval_outcome *mailfrom = is_helo ? trial->second : trial->outcome;
    const spfeval_outcome *helo = is_helo ? trial->outcome : trial->second;
    struct grammar_text wanted = {.len = 0};
    char text[FIELD_ROOM];
    size_t needed = 0;
    const char *error;

    make_authserv_id(trial, &id);
    if (!expect(spfeval_auth_results_print(id.octets, id.len, mailfrom, helo,
                                           trial->flags, text, sizeof(text),
                                           &needed) == SPFEVAL_OK,
                "Authentication-Results fits")) {
        return false;
    }
    note_text(text, &longest.field, &longest.field_line);
    error = grammar_read_auth_results(text, needed - 1, trial->form, field);
    if (error != NULL) {
        tap_row(error);
        return expect(false, "Authentication-Results follows its grammar");
    }
    model_add_shown(&wanted, id.octets, id.len, "\"\\", trial->utf8,
                    MODEL_VALUE);
    return expect(is_same(&field->authserv_id, &wanted), "authserv-id") &&
           expect(field->result_count ==
                      (size_t)(mailfrom != NULL) + (size_t)(helo != NULL),
                  "a result for each identity") &&
           (mailfrom == NULL ||
            check_resinfo(trial, mailfrom, &field->results[0])) &&
           (helo == NULL ||
            check_resinfo(trial, helo,
                          &field->results[field->result_count - 1])) &&
           check_matches(&field->authserv_id, text, needed - 1);
}

/* --- Replies ------------------------------------------------------------- */

static bool
check_line(const spfeval_reply *reply, const char *line, size_t len, bool last)
{
    char head[16];
    size_t i;

    (void)snprintf(head, sizeof(head), "%u%c%s ", (unsigned)reply->code,
                   last ? ' ' : '-', reply->enhanced);
    for (i = 0; i < len; i++) {
        if ((unsigned char)line[i] < 0x20 || (unsigned char)line[i] > 0x7e) {
            return expect(false, "an octet of a reply");
        }
    }
    return expect(len <= REPLY_LINE, "a reply line's length") &&
           expect(len > strlen(head), "a reply line has text") &&
           expect(memcmp(line, head, strlen(head)) == 0, "its codes");
}

static bool
check_reply(const struct trial *trial)
{
    spfeval_reply reply = {.struct_size = sizeof(reply)};
    const char *line_end = trial->form.lf ? "\n" : "\r\n";
    char text[REPLY_ROOM];
    char *line = text;
    size_t needed = 0;

    if (!expect(spfeval_reply_get(trial->outcome, &reply) == SPFEVAL_OK &&
                    spfeval_reply_print(trial->outcome, trial->flags, text,
                                        sizeof(text), &needed) == SPFEVAL_OK &&
                    strlen(text) + 1 == needed,
                "a reply")) {
        return false;
    }
    note_text(text, &longest.reply, &longest.reply_line);
    while (*line != '\0') {
        char *end = strstr(line, line_end);

        if (!expect(end != NULL, "a reply line ends") ||
            !check_line(&reply, line, (size_t)(end - line),
                        end[strlen(line_end)] == '\0')) {
            return false;
        }
        line = end + strlen(line_end);
    }
    return expect(line != text, "a reply has a line");
}

static bool
check_sentence(const struct trial *trial)
{
    struct grammar_text wanted = {.len = 0};
    char text[256];
    size_t needed = 0;
    size_t len = 0;
    const char *sender = spfeval_outcome_get_sender(trial->outcome, &len);

    model_add_sentence(&wanted, trial->outcome, trial->client, sender, len, "",
                       false);
    return expect(spfeval_comment_print(trial->outcome, text, sizeof(text),
                                        &needed) == SPFEVAL_OK,
                  "the sentence fits") &&
           expect(is_text(&wanted, text, needed - 1), "the sentence");
}

/* --- All of it ----------------------------------------------------------- */

static void
set_up(struct world *world)
{
    size_t i;

    memset(world, 0, sizeof(*world));
    for (i = 0; i < RECEIVERS; i++) {
        struct try_check *try = &world->try[i];

        try_check_init(try, NULL);
        if (receivers[i] != NULL) {
            CHECK_INT(
                spfeval_options_set_text(try->options, SPFEVAL_OPTION_RECEIVER,
                                         receivers[i], strlen(receivers[i])),
                SPFEVAL_OK);
        }
        CHECK_INT(spfeval_check_new(try->options, &try->check), SPFEVAL_OK);
    }
    CHECK_INT(spfeval_check_new(world->try[0].options, &world->second),
              SPFEVAL_OK);
    try_check_zone(&world->try[0], zone_text);
}

static void
tear_down(struct world *world)
{
    size_t i;

    spfeval_check_free(world->second);
    for (i = 0; i < RECEIVERS; i++) {
        try_check_clear(&world->try[i]);
    }
}

/* Each result and each combination of flags came often enough to count. */
static void
check_coverage(const struct world *world)
{
    size_t i;

    for (i = SPFEVAL_RESULT_NONE; i <= SPFEVAL_RESULT_PERMERROR; i++) {
        CHECK(world->results[i] > INPUTS / 100);
    }
    for (i = 0; i < FLAGS; i++) {
        CHECK(world->flags[i] > INPUTS / 100);
    }
}

static void
test_what_is_written_can_be_read_back(void)
{
    static struct world world;
    char row[32];
    unsigned number;
    bool holds = true;

    set_up(&world);
    for (number = 0; number < INPUTS && holds; number++) {
        (void)snprintf(row, sizeof(row), "input %u", number);
        tap_row(row);
        make_trial(&world, number);
        holds = check_received_spf(&world) && check_auth_results(&world) &&
                check_reply(&world.trial) && check_sentence(&world.trial);
    }
    CHECK_INT(number, INPUTS);
    if (holds) {
        check_coverage(&world);
    }
    printf("# longest: a field %zu octets, a line of one %zu, a reply %zu,"
           " a line of one %zu\n",
           longest.field, longest.field_line, longest.reply,
           longest.reply_line);
    tear_down(&world);
}

/* The parser must be able to say no, or its yes means nothing. */
static void
test_the_parser_refuses_what_breaks_the_grammar(void)
{
    static const struct grammar_form form = {.lf = true};
    static const char *const refused[] = {
        "Received-SPF: pass (a) helo=a",
        "Received-SPF: pass (a) helo=a\r\n",
        "Received-SPF: passed (a) helo=a\n",
        "Received-SPF: pass (a)) helo=a\n",
        "Received-SPF: pass ((a)) helo=a\n",
        "Received-SPF: pass (a) helo=a\nX: y\n",
        "Received-SPF: pass (a) helo=a;\n \n b=c\n",
        "Received-SPF: pass (a) helo=a:b\n",
        "Received-SPF: pass (a) helo=a b=c\n",
        "Received-SPF: pass (a) helo=\"a\"b\"\n",
        "Received-SPF: pass (a) helo=\"a\\\"\n",
        "Received-SPF: pass (a) helo=\"a\n b\"\n",
        "Received-SPF: pass (a) helo=\"\xc3\xa9\"\n",
        "Received-SPF: pass (a\tb) helo=a\n",
        "Received-SPF: pass (a) helo=.a\n",
        "Received-SPF: pass (a) helo=\n",
    };
    static const char good[] = "Received-SPF: pass (a\n b)\n helo=a\n";
    static struct grammar_received_spf out;
    size_t i;

    CHECK(grammar_read_received_spf(good, strlen(good), form, &out) == NULL);
    for (i = 0; i < TAP_COUNT(refused); i++) {
        tap_row(refused[i]);
        CHECK(grammar_read_received_spf(refused[i], strlen(refused[i]), form,
                                        &out) != NULL);
    }
}

static void
test_the_parser_refuses_results_that_break_the_grammar(void)
{
    static const struct grammar_form form = {.body = true};
    static const char *const refused[] = {
        "a",
        "a;none",
        "a; none; none",
        "a b; none",
        "\"a; none",
        "a; spf=pass",
        "a; spf=pass (a) smtp.mailfrom=",
        "a; spf=pass (a) smtp.mailfrom=a b",
        "a; spf=pass (a) smtp.mailfrom=a@b",
        "a; spf=pass (a) smtp.mailfrom=@b.c",
        "a; spf=pass (a) smtp.mailfrom=a@b_.c",
        "a; spf=pass (a) smtp.mailfrom=a@b.c.",
        "a; spf=pass (a) smtp.mailfrom=a(b)",
        "a; spf=pass (a) reason=a smtp.mailfrom=b",
        "a; spf=pass (a) smtp.mailfrom=b reason=\"a\"",
    };
    static struct grammar_auth_results out;
    static const char good[] = "a; spf=pass (a) reason=\"b\" smtp.helo=a@b.c;"
                               " spf=none (b) smtp.mailfrom=\"\"";
    size_t i;

    CHECK(grammar_read_auth_results(good, strlen(good), form, &out) == NULL);
    CHECK_INT(out.result_count, 2);
    for (i = 0; i < TAP_COUNT(refused); i++) {
        tap_row(refused[i]);
        CHECK(grammar_read_auth_results(refused[i], strlen(refused[i]), form,
                                        &out) != NULL);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the parser refuses what breaks the grammar",
         test_the_parser_refuses_what_breaks_the_grammar},
        {"the parser refuses results that break the grammar",
         test_the_parser_refuses_results_that_break_the_grammar},
        {"what is written can be read back",
         test_what_is_written_can_be_read_back},
    };

    return tap_run("header/round_trip", tests, TAP_COUNT(tests));
}
