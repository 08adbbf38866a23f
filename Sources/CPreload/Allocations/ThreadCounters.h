// Exact counters, a set a thread, that only their thread writes.
//
// A thread takes a slot at its first allocation and gives it back when it ends. A slot keeps its counts for ever, and the
// next owner goes on counting in it, so that the sum over all slots is what the process has done. One writer at a time
// means that an increment is a load and a store: no locked instruction, no line shared between cores.
//
// May be called from any thread at any time, also before constructors and after a thread's destructors. Calls
// pthread_key_create, pthread_setspecific and mmap, each once a process, thread or block of slots.
#ifndef LAB_THREAD_COUNTERS_H
#define LAB_THREAD_COUNTERS_H

#include "LabAttributes.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/// A cache line, so that no two threads write to the same one.
enum { LAB_CACHE_LINE = 64 };

struct lab_thread_counters {
    alignas(LAB_CACHE_LINE) _Atomic uint64_t allocations;
    _Atomic uint64_t bytes;
    _Atomic uint64_t frees;
    /// This slot's place among all; fixed.
    uint32_t index;
    /// While the slot has no owner: the next such slot, as its index and one; 0 ends the list.
    _Atomic uint32_t next_unowned;
};

_Static_assert(sizeof(struct lab_thread_counters) == LAB_CACHE_LINE, "one slot a cache line");

/// This thread's slot; null before its first allocation and after its end.
extern LAB_THREAD_LOCAL struct lab_thread_counters *lab_thread_counters;

/// Counts where there is no slot: takes one, or, where that is not possible, counts in the slot that threads share.
void lab_count_without_slot(uint64_t allocations, uint64_t bytes, uint64_t frees);

/// Adds for the one thread that writes `counter`; readers see the old value or the new one.
static inline void lab_counter_add(_Atomic uint64_t *counter, uint64_t amount) {
    uint64_t value = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, value + amount, memory_order_relaxed);
}

static inline void lab_count_allocation(size_t bytes) {
    struct lab_thread_counters *counters = lab_thread_counters;
    if (LAB_UNLIKELY(counters == NULL)) {
        lab_count_without_slot(1, bytes, 0);
        return;
    }
    lab_counter_add(&counters->allocations, 1);
    lab_counter_add(&counters->bytes, bytes);
}

static inline void lab_count_free(void) {
    struct lab_thread_counters *counters = lab_thread_counters;
    if (LAB_UNLIKELY(counters == NULL)) {
        lab_count_without_slot(0, 0, 1);
        return;
    }
    lab_counter_add(&counters->frees, 1);
}

/// Calls `visit` with every slot that ever had an owner, and with the shared one.
void lab_thread_counters_visit(void (*visit)(const struct lab_thread_counters *, void *), void *context);

#pragma GCC visibility pop

#endif
