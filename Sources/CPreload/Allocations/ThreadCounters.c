// See ThreadCounters.h.
//
// Slots live in blocks of 64, 128, 256, …: the first is in the library, the others are mapped when they are needed and
// stay. The slots of finished threads form a stack of indices with a tag against ABA; no slot is ever unmapped, so an
// index that another thread has just taken can still be read. Nothing here waits for another thread: a fork in the middle of any of
// it leaves the child with slots that work.
//
// A thread gives its slot back in a pthread key's destructor. Code that runs later in the same thread (other keys'
// destructors, libc's own clean-up) still allocates and frees; it must not touch the slot, which may have a new owner, and so
// counts in the shared slot, with atomic additions. Nothing is lost and nothing has to run last.
#define _GNU_SOURCE
#include "ThreadCounters.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/mman.h>

LAB_THREAD_LOCAL struct lab_thread_counters *lab_thread_counters;

static LAB_THREAD_LOCAL bool thread_is_ending;

static struct lab_thread_counters shared_counters;

// MARK: - Slots by index

// 64 × (2^17 − 1) slots: twice the threads that Linux can have at once.
enum { FIRST_BLOCK = 64, FIRST_BLOCK_SHIFT = 6, BLOCKS = 17 };

static struct lab_thread_counters first_block[FIRST_BLOCK];
static struct lab_thread_counters *_Atomic blocks[BLOCKS] = {first_block};

// How many slots have had an owner.
static _Atomic uint32_t slots_used;

static unsigned block_of(uint32_t index) {
    return 31u - (unsigned)__builtin_clz(index + FIRST_BLOCK) - FIRST_BLOCK_SHIFT;
}

static uint32_t block_start(unsigned block) { return ((uint32_t)FIRST_BLOCK << block) - FIRST_BLOCK; }

static struct lab_thread_counters *slot_at(uint32_t index) {
    unsigned block = block_of(index);
    return atomic_load_explicit(&blocks[block], memory_order_acquire) + (index - block_start(block));
}

static bool map_block(unsigned block) {
    if (block >= BLOCKS) return false;
    if (atomic_load_explicit(&blocks[block], memory_order_acquire) != NULL) return true;
    size_t bytes = ((size_t)FIRST_BLOCK << block) * sizeof(struct lab_thread_counters);
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return false;
    struct lab_thread_counters *expected = NULL;
    if (!atomic_compare_exchange_strong_explicit(
            &blocks[block], &expected, memory, memory_order_acq_rel, memory_order_acquire)) {
        // Another thread was faster; its block is as good.
        munmap(memory, bytes);
    }
    return true;
}

static struct lab_thread_counters *take_fresh_slot(void) {
    uint32_t index = atomic_load_explicit(&slots_used, memory_order_relaxed);
    do {
        if (!map_block(block_of(index))) return NULL;
    } while (!atomic_compare_exchange_weak_explicit(
        &slots_used, &index, index + 1, memory_order_release, memory_order_relaxed));
    struct lab_thread_counters *slot = slot_at(index);
    slot->index = index;
    return slot;
}

// MARK: - The stack of slots without an owner

// Low half: the index of the top slot and one, 0 for none. High half: grows with every change, so that a top that was
// taken and given back in between is not mistaken for the one that was read.
static _Atomic uint64_t unowned;

static struct lab_thread_counters *take_unowned_slot(void) {
    uint64_t top = atomic_load_explicit(&unowned, memory_order_acquire);
    while ((uint32_t)top != 0) {
        struct lab_thread_counters *slot = slot_at((uint32_t)top - 1);
        uint64_t next = atomic_load_explicit(&slot->next_unowned, memory_order_relaxed);
        uint64_t changed = (((top >> 32) + 1) << 32) | next;
        if (atomic_compare_exchange_weak_explicit(
                &unowned, &top, changed, memory_order_acquire, memory_order_acquire)) {
            return slot;
        }
    }
    return NULL;
}

static void give_back(struct lab_thread_counters *slot) {
    uint64_t top = atomic_load_explicit(&unowned, memory_order_relaxed);
    uint64_t changed;
    do {
        atomic_store_explicit(&slot->next_unowned, (uint32_t)top, memory_order_relaxed);
        changed = (((top >> 32) + 1) << 32) | (slot->index + 1);
        // Release: the next owner goes on from this thread's counts.
    } while (!atomic_compare_exchange_weak_explicit(
        &unowned, &top, changed, memory_order_release, memory_order_relaxed));
}

// MARK: - A thread's beginning and end

static void thread_ends(void *slot) {
    thread_is_ending = true;
    lab_thread_counters = NULL;
    give_back(slot);
}

// The key and one; 0 before it exists. Made at the first allocation of the process, it is one of the first 32 keys, for
// which pthread_setspecific does not allocate.
static _Atomic uint64_t end_key;

static void watch_for_end(struct lab_thread_counters *slot) {
    uint64_t known = atomic_load_explicit(&end_key, memory_order_relaxed);
    if (known == 0) {
        pthread_key_t key;
        // Without a key the slot is not used again; the counts are right all the same.
        if (pthread_key_create(&key, thread_ends) != 0) return;
        if (atomic_compare_exchange_strong_explicit(
                &end_key, &known, (uint64_t)key + 1, memory_order_relaxed, memory_order_relaxed)) {
            known = (uint64_t)key + 1;
        } else {
            pthread_key_delete(key);
        }
    }
    pthread_setspecific((pthread_key_t)(known - 1), slot);
}

static struct lab_thread_counters *take_slot(void) {
    int saved = errno;
    struct lab_thread_counters *slot = take_unowned_slot();
    if (slot == NULL) slot = take_fresh_slot();
    if (slot != NULL) {
        // In this order: should the key's value need memory, that allocation finds the slot in place.
        lab_thread_counters = slot;
        watch_for_end(slot);
    }
    errno = saved;
    return slot;
}

void lab_count_without_slot(uint64_t allocations, uint64_t bytes, uint64_t frees) {
    struct lab_thread_counters *slot = thread_is_ending ? NULL : take_slot();
    if (slot != NULL) {
        lab_counter_add(&slot->allocations, allocations);
        lab_counter_add(&slot->bytes, bytes);
        lab_counter_add(&slot->frees, frees);
        return;
    }
    atomic_fetch_add_explicit(&shared_counters.allocations, allocations, memory_order_relaxed);
    atomic_fetch_add_explicit(&shared_counters.bytes, bytes, memory_order_relaxed);
    atomic_fetch_add_explicit(&shared_counters.frees, frees, memory_order_relaxed);
}

void lab_thread_counters_visit(void (*visit)(const struct lab_thread_counters *, void *), void *context) {
    uint32_t count = atomic_load_explicit(&slots_used, memory_order_acquire);
    for (uint32_t index = 0; index < count; index++) visit(slot_at(index), context);
    visit(&shared_counters, context);
}
