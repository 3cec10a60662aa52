/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file resolver_ldns.h
 * A stub resolver with its own sockets, in the library libspfeval-ldns.
 *
 * It asks recursive servers, many questions at a time. Each question goes out
 * with an unpredictable identifier from an unpredictable port, which no other
 * question uses at the time; only the true answer to it is taken. libldns
 * expands the names in packets.
 *
 * Two faces of one engine:
 *
 * - blocking: spfeval_stub_get_resolver() for spfeval_check_run();
 * - non-blocking: spfeval_stub_ask(), then wait for the descriptor or
 *   descriptors until the timeout, call spfeval_stub_process(), and take the
 *   answers with spfeval_stub_next_answer().
 *
 * One stub belongs to one thread at a time; make one for each thread, and let
 * them share a cache (cache.h). A process that forks makes a new one in the
 * child, and there only frees the old one.
 */
#ifndef SPFEVAL_RESOLVER_LDNS_H
#define SPFEVAL_RESOLVER_LDNS_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/dns.h>
#include <spfeval/export.h>
#include <spfeval/resolver.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A stub resolver; opaque. */
typedef struct spfeval_stub spfeval_stub;

/** Keys for spfeval_stub_set_u32(). The numbers never change. */
enum spfeval_stub_option {
    /**
     * Milliseconds to wait for one answer before the question is sent again.
     * Default 5000, as resolv.conf(5) has it; 1 to 60000.
     */
    SPFEVAL_STUB_OPTION_TIMEOUT_MS = 1,
    /** How often each server is asked. Default 2; 1 to 10. */
    SPFEVAL_STUB_OPTION_ATTEMPTS = 2,
    /** 1 begins with another server each time, 0 with the first. Default 0. */
    SPFEVAL_STUB_OPTION_ROTATE = 3,
    /** 1 asks over TCP only, 0 over UDP first. Default 0. */
    SPFEVAL_STUB_OPTION_USE_TCP = 4,
    /**
     * The UDP payload size that is announced with EDNS (RFC 6891), in octets;
     * 0 asks without EDNS. Default 1232; 0, or 512 to 4096.
     */
    SPFEVAL_STUB_OPTION_EDNS_SIZE = 5,
    /**
     * The most sockets that are open at a time, which is the most questions
     * on their way; further ones wait for one, in the order in which they were
     * asked, that of the blocking face before all others. Default 500; 1 to
     * 65535.
     */
    SPFEVAL_STUB_OPTION_MAX_SOCKETS = 6,
    /**
     * 1 sets the AD bit in questions, so that servers that validate say so (RFC
     * 6840 section 5.7). Answers do not show it yet. Default 0.
     */
    SPFEVAL_STUB_OPTION_TRUST_AD = 7
};

/** What a stub counts. */
enum spfeval_stub_counter {
    /** Questions that were asked of it. */
    SPFEVAL_STUB_COUNTER_QUESTIONS = 1,
    /** Of these, how many joined one that was in flight. */
    SPFEVAL_STUB_COUNTER_JOINED = 2,
    /** Packets sent over UDP. */
    SPFEVAL_STUB_COUNTER_UDP_SENT = 3,
    /** Connections made over TCP. */
    SPFEVAL_STUB_COUNTER_TCP = 4,
    /**
     * Packets over UDP dropped because they did not answer the question of
     * their socket, or it had none.
     */
    SPFEVAL_STUB_COUNTER_DROPPED = 5,
    /** Distinct questions in flight or waiting for a socket now. */
    SPFEVAL_STUB_COUNTER_IN_FLIGHT = 6,
    /**
     * Sockets that are open now: with those that had their answer and wait for
     * a further question, while others are in flight or answers wait to be
     * taken. 0 when there are neither.
     */
    SPFEVAL_STUB_COUNTER_SOCKETS = 7
};

/** What to wait for on a descriptor; bits. */
enum spfeval_stub_event {
    SPFEVAL_STUB_READ = 1, /**< It can be read from. */
    SPFEVAL_STUB_WRITE = 2 /**< It can be written to. */
};

/** A descriptor to wait for. */
typedef struct spfeval_stub_fd {
    /** The descriptor. */
    int32_t fd;
    /** Bits of enum spfeval_stub_event. */
    uint32_t events;
} spfeval_stub_fd;

/** One finished question. */
typedef struct spfeval_stub_answer {
    /** sizeof(spfeval_stub_answer) as the caller knows it. */
    size_t struct_size;
    /** As given to spfeval_stub_ask(). */
    void *user_data;
    /** As given to spfeval_stub_ask(). */
    uint64_t number;
    /** What the DNS said; never SPFEVAL_DNS_UNSET. */
    const spfeval_answer *answer;
    /** Milliseconds from spfeval_stub_ask() to the answer. */
    uint32_t elapsed_ms;
} spfeval_stub_answer;

/**
 * Make a stub resolver without servers.
 *
 * @param[in] allocator  NULL for malloc() and free(). libldns takes memory of
 *                       its own from malloc().
 * @param[out] out       The new object; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  out is NULL, or the allocator is incomplete.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 * @retval SPFEVAL_ERR_RESOLVER  The system gave no descriptor, random numbers
 *                               or monotonic clock.
 *
 * @ownership The caller frees it with spfeval_stub_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_new(const spfeval_allocator *allocator,
                                 spfeval_stub **out);

/**
 * Free a stub resolver; questions in flight are forgotten.
 *
 * @param[in] stub  The object, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_stub_free(spfeval_stub *stub);

/**
 * Set a number.
 *
 * Questions in flight go on as they began.
 *
 * @param[in,out] stub  The stub.
 * @param[in] key       A number of enum spfeval_stub_option.
 * @param[in] value     The value, in the unit and range of the key.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  Unknown key, or value out of range.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_set_u32(spfeval_stub *stub, int key,
                                     uint32_t value);

/**
 * Read a number that spfeval_stub_set_u32() or a resolv.conf set.
 *
 * @param[in] stub  The stub.
 * @param[in] key   A number of enum spfeval_stub_option.
 * @param[out] out  The value; written only on success.
 *
 * @retval SPFEVAL_OK            Read.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or unknown key.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_get_u32(const spfeval_stub *stub, int key,
                                     uint32_t *out);

/**
 * Add a server, after those that are there.
 *
 * @param[in,out] stub  The stub.
 * @param[in] text      "192.0.2.1", "192.0.2.1:5353", "2001:db8::1",
 *                      "[2001:db8::1]:5353", or an IPv6 address with a zone
 *                      such as "fe80::1%eth0". The port is 53 otherwise;
 *                      "0.0.0.0" and "::" are this host, as "127.0.0.1" and
 *                      "::1".
 * @param[in] text_len  Its length in octets.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or more than 32 servers.
 * @retval SPFEVAL_ERR_SYNTAX    Not a server address; nothing changed.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_add_server(spfeval_stub *stub, const char *text,
                                        size_t text_len);

/**
 * Take servers and options from the text of a resolv.conf(5).
 *
 * Read are "nameserver" (the first 3 that are usable, as in the C library; a
 * port may be given too) and of "options" timeout (at most 30 seconds),
 * attempts (at most 5), rotate, use-vc, edns0 and trust-ad; everything else is
 * ignored, and so is what is malformed. Numbers that the text does not set stay
 * as they are: EDNS is used without "edns0" too. Without any usable nameserver
 * 127.0.0.1 is taken. Comments begin with "#" or ";".
 *
 * @param[in,out] stub  The stub; servers that were added before stay first.
 * @param[in] text      The text; may hold any octets, or be NULL when text_len
 *                      is 0.
 * @param[in] text_len  Its length in octets.
 *
 * @retval SPFEVAL_OK            Taken.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or more than 32 servers;
 *                               nothing changed.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_parse_resolv_conf(spfeval_stub *stub,
                                               const char *text,
                                               size_t text_len);

/**
 * Take servers and options from a file in the form of resolv.conf(5).
 *
 * A file that is not there is as good as an empty one: 127.0.0.1 is asked.
 *
 * @param[in,out] stub  The stub.
 * @param[in] path      The file; NULL for /etc/resolv.conf.
 *
 * @retval SPFEVAL_OK            Taken.
 * @retval SPFEVAL_ERR_ARGUMENT  stub is NULL, or more than 32 servers.
 * @retval SPFEVAL_ERR_RESOLVER  The file is there but cannot be read, or is
 *                               larger than 64 KiB.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_read_resolv_conf(spfeval_stub *stub,
                                              const char *path);

/**
 * Return the number of servers.
 *
 * @param[in] stub  The stub.
 *
 * @return The number; 0 when stub is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_stub_get_server_count(const spfeval_stub *stub);

/**
 * Write the address of a server as spfeval_stub_add_server() takes it.
 *
 * @param[in] stub      The stub.
 * @param[in] index     0 to the number of servers less one.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK             Written.
 * @retval SPFEVAL_ERR_BUFFER     Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such server.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_get_server(const spfeval_stub *stub,
                                        uint32_t index, char *buffer,
                                        size_t capacity, size_t *needed);

/**
 * Return the stub as a resolver that waits for each answer.
 *
 * Its clock is the system's monotonic one, so spfeval_check_run() keeps
 * SPFEVAL_OPTION_TIMEOUT_MS between its questions; one question takes at most
 * the time of all its tries. Where SPFEVAL_STUB_OPTION_MAX_SOCKETS others are
 * on their way, it begins when the first of them has ended, before those that
 * wait for a socket. Questions of the non-blocking face go on meanwhile, and
 * their answers stay for spfeval_stub_next_answer().
 *
 * Without a server, or when the system refuses to wait, its lookups give
 * SPFEVAL_ERR_RESOLVER; when a response could not be read for lack of memory,
 * SPFEVAL_ERR_NOMEM.
 *
 * @param[in] stub  The stub.
 *
 * @return A resolver; NULL when stub is NULL.
 *
 * @ownership Borrowed; goes with the stub.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API spfeval_resolver *spfeval_stub_get_resolver(spfeval_stub *stub);

/**
 * Ask a question, without waiting.
 *
 * A question that is in flight already is joined, not sent again. Each call
 * gives one answer some time, at the latest when all tries are used up. Servers
 * are asked in turn, ATTEMPTS times each; one that gives a bad answer (an RCODE
 * other than 0 and 3, or a malformed message) is not asked again. Of several
 * failures the last bad answer is given, else a timeout, else that the servers
 * cannot be reached.
 *
 * @param[in,out] stub   A stub with at least one server.
 * @param[in] type       A number of enum spfeval_rrtype.
 * @param[in] name       The name in the form of dns.h, or a single label.
 * @param[in] name_len   Its length in octets.
 * @param[in] user_data  Returned with the answer.
 * @param[in] number     Returned with the answer; for instance the query's
 *                       identifier.
 *
 * @retval SPFEVAL_OK            Asked; also when the network refuses at once:
 *                               then the answer is there to be taken.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, an unknown type, or a name
 *                               that cannot be asked for.
 * @retval SPFEVAL_ERR_STATE     There is no server.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; nothing was asked.
 *
 * @ownership The name is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_ask(spfeval_stub *stub, int type,
                                 const char *name, size_t name_len,
                                 void *user_data, uint64_t number);

/**
 * Forget the questions that were asked with this user_data.
 *
 * Call it before what user_data points to goes away.
 *
 * @param[in,out] stub   The stub.
 * @param[in] user_data  As given to spfeval_stub_ask().
 *
 * @return How many questions were forgotten.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_stub_cancel(spfeval_stub *stub, void *user_data);

/**
 * Return one descriptor that stands for all of them.
 *
 * It can be waited for with poll(), select() or an epoll of the host, for
 * reading. It stays the same as long as the stub lives.
 *
 * @param[in] stub  The stub.
 *
 * @return The descriptor; -1 where the system has no epoll, or when stub is
 *         NULL.
 *
 * @ownership Borrowed; do not read from it or close it.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int32_t spfeval_stub_get_fd(const spfeval_stub *stub);

/**
 * List the descriptors of all open sockets; works on each system.
 *
 * The list is good until the next call of spfeval_stub_ask(), _cancel(),
 * _process() or _next_answer(), which may open and close sockets, or the next
 * lookup by spfeval_stub_get_resolver().
 *
 * @param[in] stub      The stub.
 * @param[out] fds      Receives the descriptors; may be NULL when capacity is
 *                      0.
 * @param[in] capacity  How many fit.
 * @param[out] needed   How many there are; may be NULL.
 *
 * @retval SPFEVAL_OK            Listed.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how many there are.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_get_fds(const spfeval_stub *stub,
                                     spfeval_stub_fd *fds, size_t capacity,
                                     size_t *needed);

/**
 * Return how long to wait at most before spfeval_stub_process().
 *
 * @param[in] stub  The stub.
 *
 * @return Milliseconds, 0 when there is something to do at once; -1 when there
 *         is nothing to wait for, or stub is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int32_t spfeval_stub_get_timeout(const spfeval_stub *stub);

/**
 * Read what arrived, send what is due. Never waits.
 *
 * @param[in,out] stub  The stub.
 *
 * @retval SPFEVAL_OK            Done; take the answers.
 * @retval SPFEVAL_ERR_ARGUMENT  stub is NULL.
 * @retval SPFEVAL_ERR_RESOLVER  The system refuses to say what arrived.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory: what arrived counts as lost on
 *                               the network. Everything else went on; take the
 *                               answers.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_process(spfeval_stub *stub);

/**
 * Take the next answer.
 *
 * With the last one, sockets are closed that waited for a further question.
 *
 * @param[in,out] stub  The stub.
 * @param[in,out] out   A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Taken.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is none at present.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The answer is borrowed; valid until the next call for this stub.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_stub_next_answer(spfeval_stub *stub,
                                         spfeval_stub_answer *out);

/**
 * Return a counter.
 *
 * @param[in] stub     The stub.
 * @param[in] counter  A number of enum spfeval_stub_counter.
 *
 * @return Its value; 0 when stub is NULL or there is no such counter.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API uint64_t spfeval_stub_get_counter(const spfeval_stub *stub,
                                              int counter);

/**
 * Read a DNS message that came over a transport of the host's.
 *
 * Records are taken from the answer section only, and of it only those whose
 * owner is at the end of the chain of aliases that begins at the name asked
 * for: at most 16, of at most 32 CNAME and DNAME records. The authority section
 * says how long an answer without records may be kept; no time to live is
 * longer than a week, 604800 seconds. Identifier and source
 * were checked by the transport.
 *
 * @param[in] packet      The message, without the length that TCP has.
 * @param[in] packet_len  Its length in octets.
 * @param[in] type        The type that was asked, of enum spfeval_rrtype.
 * @param[in] name        The name that was asked.
 * @param[in] name_len    Its length in octets.
 * @param[in,out] answer  Cleared, then filled; a message that breaks the rules
 *                        of DNS is SPFEVAL_FAILURE_MALFORMED.
 *
 * @retval SPFEVAL_OK             Read.
 * @retval SPFEVAL_ERR_NOT_FOUND  It is no response to this question; answer
 *                                is cleared.
 * @retval SPFEVAL_ERR_STATE      It is truncated: ask again over TCP; answer
 *                                is cleared.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or a name that cannot be
 *                                asked for.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory.
 *
 * @threads Any thread, each with its own answer.
 * @since 0.1
 */
SPFEVAL_API int spfeval_packet_read(const uint8_t *packet, size_t packet_len,
                                    int type, const char *name,
                                    size_t name_len, spfeval_answer *answer);

#ifdef __cplusplus
}
#endif

#endif
