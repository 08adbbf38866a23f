// Rules by address, shared by all threads, without locks. Lookups and stores may be called from a signal handler.
#ifndef LAB_RULE_CACHE_H
#define LAB_RULE_CACHE_H

#include <stdatomic.h>

#include "Rule.h"

#pragma GCC visibility push(hidden)

enum { LAB_CACHE_ENTRIES = 1 << 16 };

/// A rule and a word that only fits this rule at this address: an entry that two threads wrote at once fits nothing.
struct lab_cache_entry {
    _Atomic uint64_t check;
    _Atomic uint64_t words[3];
};

extern struct lab_cache_entry *lab_rule_cache;

/// Reserves the table; not for signal handlers. Returns 0 or an `errno` value.
int lab_rule_cache_prepare(void);

union lab_packed_rule {
    struct lab_rule rule;
    uint64_t words[3];
};

static inline uint64_t lab_rule_mix(uint64_t value) {
    value ^= value >> 32;
    value *= 0x9e3779b97f4a7c15;
    return value ^ value >> 29;
}

/// What an address is kept under while the modules of `epoch` are loaded.
static inline uint64_t lab_rule_key(uintptr_t address, uint64_t epoch) {
    return lab_rule_mix(address ^ epoch << 48 ^ epoch >> 16);
}

static inline uint64_t lab_rule_check(uint64_t key, const uint64_t words[3]) {
    return key ^ words[0] ^ (words[1] << 17 | words[1] >> 47) ^ (words[2] << 41 | words[2] >> 23);
}

/// An address has two places, next to each other: one cache line.
static inline struct lab_cache_entry *lab_rule_places(uint64_t key) {
    return &lab_rule_cache[key >> 20 & (LAB_CACHE_ENTRIES - 2)];
}

static inline bool lab_rule_lookup(uint64_t key, union lab_packed_rule *packed) {
    struct lab_cache_entry *places = lab_rule_places(key);
    for (int i = 0; i < 2; i++) {
        uint64_t check = atomic_load_explicit(&places[i].check, memory_order_relaxed);
        for (int word = 0; word < 3; word++) {
            packed->words[word] = atomic_load_explicit(&places[i].words[word], memory_order_relaxed);
        }
        // An empty entry would fit the key 0.
        if (check == lab_rule_check(key, packed->words) && check != 0) {
            return true;
        }
    }
    return false;
}

void lab_rule_store(uint64_t key, const union lab_packed_rule *packed);

#pragma GCC visibility pop

#endif
