/* SPDX-License-Identifier: BSD-2-Clause */
/* The limits of RFC 7208 section 4.6.4 (SPF-E022, E027, W123). */
#include "policy/lint_dns.h"

#include <spfeval/report.h>
#include <spfeval/status.h>

#include "policy/compile.h"

enum {
    LINE_SHOWN = 1024,
    RANGE_SHOWN = 100,
    TERM_SHOWN = 400,
    NAMED = 5,       /* terms that are named */
    FOLLOWED = 20000 /* steps: terms that are included twice multiply */
};

/* What a family of clients needs. */
struct need {
    uint32_t piece; /* with the most lookups */
    uint32_t lookups;
    uint32_t voids;        /* for certain */
    uint32_t most_voids;   /* with those that the message decides */
    struct spfe_step over; /* the first lookup beyond the limit */
};

/* --- E022 ---------------------------------------------------------------- */

struct search {
    uint32_t limit;
    uint32_t count; /* so far */
    struct spfe_step found;
    bool is_found;
};

static bool
is_within(void *user_data, const struct spfe_step *step)
{
    struct search *search = user_data;

    search->count += step->lookups;
    if (search->count > search->limit) {
        search->found = *step;
        search->is_found = true;
    }
    return !search->is_found;
}

static void
set_range(struct spfe_lint_dns *dns, struct spfe_finding *finding, int index,
          const struct spfe_map *map, uint32_t piece)
{
    uint8_t octets[SPFE_IP6_OCTETS];
    char room[RANGE_SHOWN];
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_point_octets(map->pieces[piece].from, octets, map->address_len);
    spfe_ip_print(octets, map->address_len, &buf);
    spfe_buf_add_text(&buf, " - ");
    spfe_point_octets(spfe_map_end(map, piece), octets, map->address_len);
    spfe_ip_print(octets, map->address_len, &buf);
    spfe_lint_whole(dns->lint, finding, index, spfe_lint_dns_written(&buf));
}

/* A term, and whose it is when that is not the domain. */
static void
add_place(const struct spfe_lint_dns *dns, const struct spfe_step *step,
          struct spfe_buf *buf)
{
    struct spfe_text term = spfe_node_term_text(step->node, step->term);

    spfe_buf_add_octet(buf, '"');
    spfe_buf_add(buf, term.ptr, term.len < TERM_SHOWN ? term.len : TERM_SHOWN);
    spfe_buf_add_octet(buf, '"');
    if (step->node != dns->root) {
        spfe_buf_add_text(buf, " (");
        spfe_buf_add(buf, step->node->owner.ptr, step->node->owner.len);
        spfe_buf_add_octet(buf, ')');
    }
}

/* The line differs from language to language. */
static void
set_cost_line(struct spfe_lint_dns *dns, struct spfe_finding *finding,
              int index, int family)
{
    int number = family == SPFE_V4 ? 4 : 6;
    char room[LINE_SHOWN];
    char *dutch;

    if (spfeval_policy_print_cost(dns->policy, number, SPFEVAL_LANGUAGE_EN,
                                  room, sizeof(room), NULL) != SPFEVAL_OK) {
        room[0] = '\0';
    }
    spfe_lint_whole(dns->lint, finding, index, spfe_lint_words_of(room));
    if (finding == &dns->lint->unread ||
        spfeval_policy_print_cost(dns->policy, number, SPFEVAL_LANGUAGE_NL,
                                  room, sizeof(room), NULL) != SPFEVAL_OK) {
        return;
    }
    dutch = spfe_arena_copy(&dns->lint->arena, room, strlen(room));
    if (dutch == NULL) {
        dns->lint->status = dns->lint->arena.status;
    }
    finding->values[index].dutch = dutch;
}

static void
add_over_limit(struct spfe_lint_dns *dns, int family, const struct need *need)
{
    const struct spfe_term *top = spfe_node_term(dns->root, need->over.top);
    struct spfeval_lint *lint = dns->lint;
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_E022, top->offset, top->len);
    char room[LINE_SHOWN];
    struct spfe_buf buf;

    spfe_lint_number(lint, finding, 0, need->lookups);
    spfe_lint_number(lint, finding, 1, dns->policy->options->max_terms);
    spfe_buf_init(&buf, room, sizeof(room));
    add_place(dns, &need->over, &buf);
    spfe_lint_whole(lint, finding, 2, spfe_lint_dns_written(&buf));
    set_range(dns, finding, 3, &dns->root->maps[family], need->piece);
    set_cost_line(dns, finding, 4, family);
}

/* E022: once when both families need the same. */
static void
find_over_limit(struct spfe_lint_dns *dns, struct need *needs)
{
    uint32_t limit = dns->policy->options->max_terms;
    bool is_told = false;
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &dns->root->maps[family];
        struct need *need = &needs[family];
        struct search search = {.limit = limit};

        if (need->lookups <= limit) {
            continue;
        }
        spfe_compile_follow(dns->root, family, map->pieces[need->piece].from,
                            is_within, &search);
        need->over = search.found;
        if (search.is_found &&
            !(is_told && need->lookups == needs[SPFE_V4].lookups &&
              need->over.node == needs[SPFE_V4].over.node &&
              need->over.term == needs[SPFE_V4].over.term)) {
            add_over_limit(dns, family, need);
            is_told = true;
        }
    }
}

/* --- E027, W123 ---------------------------------------------------------- */

struct voids {
    struct spfe_lint_dns *dns;
    bool at_most;        /* also those that the message decides */
    struct spfe_buf buf; /* their names */
    char room[LINE_SHOWN];
    uint32_t limit;
    uint32_t count;
    uint32_t top; /* the term of the first one beyond the limit */
    uint32_t steps;
};

static void
name_void(struct voids *voids, const struct spfe_step *step)
{
    voids->count++;
    if (voids->count == voids->limit + 1) {
        voids->top = step->top;
    }
    if (voids->count <= NAMED) {
        spfe_buf_add_text(&voids->buf, voids->count > 1 ? ", " : "");
        add_place(voids->dns, step, &voids->buf);
    } else if (voids->count == NAMED + 1) {
        spfe_buf_add_text(&voids->buf, ", ...");
    }
}

static bool
list_void(void *user_data, const struct spfe_step *step)
{
    struct voids *voids = user_data;

    voids->steps++;
    if (step->voids > 0 || (voids->at_most && step->unsure_voids > 0)) {
        name_void(voids, step);
        if (step->node == voids->dns->root && !voids->at_most) {
            spfe_lint_dns_term(voids->dns, step->term)->failed = true;
        }
    }
    return voids->steps < FOLLOWED;
}

static void
list_voids(int family, struct voids *voids)
{
    const struct spfe_node *root = voids->dns->root;

    spfe_buf_init(&voids->buf, voids->room, sizeof(voids->room));
    spfe_compile_follow(
        root, family,
        spfe_compile_most_voids(&root->maps[family], voids->at_most)->from,
        list_void, voids);
}

static void
add_voids(const struct voids *voids, uint32_t count, const char *english,
          const char *dutch)
{
    struct spfeval_lint *lint = voids->dns->lint;
    const struct spfe_term *term =
        spfe_node_term(voids->dns->root, voids->top);
    struct spfe_finding *finding = spfe_lint_add(
        lint, voids->at_most ? SPFE_LINT_W123_VOIDS : SPFE_LINT_E027,
        term->offset, term->len);

    spfe_lint_number(lint, finding, 0, count);
    spfe_lint_words(finding, 1, english, dutch);
    spfe_lint_number(lint, finding, 2, voids->limit);
    spfe_lint_whole(lint, finding, 3, spfe_lint_dns_written(&voids->buf));
}

static bool
is_same(const struct voids *a, const struct voids *b)
{
    return a->buf.length == b->buf.length &&
           memcmp(a->room, b->room, spfe_lint_dns_written(&a->buf).len) == 0;
}

/* Once when it is the same terms for both families. */
static void
find_voids(struct spfe_lint_dns *dns, const struct need *needs, bool at_most)
{
    uint32_t limit = dns->policy->options->max_voids;
    struct voids voids[SPFE_FAMILIES];
    uint32_t counts[SPFE_FAMILIES] = {0, 0};
    bool is_over[SPFE_FAMILIES] = {false, false};
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct need *need = &needs[family];

        counts[family] = at_most ? need->most_voids : need->voids;
        is_over[family] =
            counts[family] > limit && !(at_most && need->voids > limit);
        voids[family] =
            (struct voids){.dns = dns, .at_most = at_most, .limit = limit};
        if (is_over[family]) {
            list_voids(family, &voids[family]);
        }
    }
    if (is_over[SPFE_V4] && is_over[SPFE_V6] &&
        counts[SPFE_V4] == counts[SPFE_V6] &&
        is_same(&voids[SPFE_V4], &voids[SPFE_V6])) {
        add_voids(&voids[SPFE_V4], counts[SPFE_V4], "4 and IPv6",
                  "4- en IPv6");
        return;
    }
    if (is_over[SPFE_V4]) {
        add_voids(&voids[SPFE_V4], counts[SPFE_V4], "4", NULL);
    }
    if (is_over[SPFE_V6]) {
        add_voids(&voids[SPFE_V6], counts[SPFE_V6], "6", NULL);
    }
}

static void
set_used(struct spfe_lint_dns *dns, struct spfe_finding *finding, int index,
         uint32_t used, uint32_t limit)
{
    enum { USED_SHOWN = 32 };
    char room[USED_SHOWN];
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_decimal(&buf, used);
    if (limit != SPFEVAL_UNLIMITED) {
        spfe_buf_add_octet(&buf, '/');
        spfe_buf_add_decimal(&buf, limit);
    }
    spfe_lint_value(dns->lint, finding, index, spfe_lint_dns_written(&buf));
}

/* W123: within the limits, but not by much. */
static void
find_no_reserve(struct spfe_lint_dns *dns, const struct need *needs)
{
    const struct spfeval_options *options = dns->policy->options;
    uint32_t lookups = needs[SPFE_V4].lookups;
    uint32_t certain = needs[SPFE_V4].voids;
    uint32_t voids = needs[SPFE_V4].most_voids;
    struct spfe_finding *finding;
    bool is_near;

    if (needs[SPFE_V6].lookups > lookups) {
        lookups = needs[SPFE_V6].lookups;
    }
    if (needs[SPFE_V6].voids > certain) {
        certain = needs[SPFE_V6].voids;
    }
    if (needs[SPFE_V6].most_voids > voids) {
        voids = needs[SPFE_V6].most_voids;
    }
    if (lookups > options->max_terms || certain > options->max_voids) {
        return; /* said as an error */
    }
    is_near =
        lookups > 0 && options->max_terms - lookups <= options->reserve_terms;
    if (!is_near && (certain == 0 || certain < options->max_voids ||
                     voids > options->max_voids)) {
        return;
    }
    finding = spfe_lint_add(dns->lint, SPFE_LINT_W123, 0, 0);
    set_used(dns, finding, 0, lookups, options->max_terms);
    set_used(dns, finding, 1, voids, options->max_voids);
}

void
spfe_lint_dns_cost(struct spfe_lint_dns *dns)
{
    struct need needs[SPFE_FAMILIES];
    int family;

    if (!dns->has_maps) {
        return;
    }
    memset(needs, 0, sizeof(needs));
    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &dns->root->maps[family];

        needs[family].piece = spfe_compile_worst(map);
        needs[family].lookups = map->pieces[needs[family].piece].lookups;
        needs[family].voids =
            spfe_piece_voids(spfe_compile_most_voids(map, false), false);
        needs[family].most_voids = spfe_compile_voids(map);
    }
    find_over_limit(dns, needs);
    find_voids(dns, needs, false);
    find_voids(dns, needs, true);
    find_no_reserve(dns, needs);
}
