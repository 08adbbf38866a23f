// See RuleCache.h.
#define _GNU_SOURCE
#include "RuleCache.h"

#include <errno.h>
#include <stddef.h>
#include <sys/mman.h>

struct lab_cache_entry *lab_rule_cache;

int lab_rule_cache_prepare(void) {
    if (lab_rule_cache != NULL) {
        return 0;
    }
    void *table = mmap(
        NULL, LAB_CACHE_ENTRIES * sizeof(struct lab_cache_entry), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
        -1, 0);
    if (table == MAP_FAILED) {
        return errno;
    }
    lab_rule_cache = table;
    return 0;
}

void lab_rule_store(uint64_t key, const union lab_packed_rule *packed) {
    struct lab_cache_entry *places = lab_rule_places(key);
    // An empty place first; then either, chosen by bits that the place was not.
    int place = (int)(key & 1);
    for (int i = 0; i < 2; i++) {
        if (atomic_load_explicit(&places[i].check, memory_order_relaxed) == 0) {
            place = i;
            break;
        }
    }
    for (int word = 0; word < 3; word++) {
        atomic_store_explicit(&places[place].words[word], packed->words[word], memory_order_relaxed);
    }
    atomic_store_explicit(&places[place].check, lab_rule_check(key, packed->words), memory_order_relaxed);
}
