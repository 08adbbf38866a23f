// See SampledThreads.h.
//
// Slots live in blocks that are mapped when they are needed and stay, so that a handler that runs late still finds memory.
// A table of all thread ids that Linux can have (4,194,304) leads to a slot in one load; only the pages in use have memory.
#define _GNU_SOURCE
#include "SampledThreads.h"

#include "HandlerStack.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

pthread_mutex_t lab_threads_lock = PTHREAD_MUTEX_INITIALIZER;

enum { SLOTS_PER_BLOCK = 64, BLOCKS = 1024, THREAD_IDS = 1 << 22 };

static struct lab_thread_slot *_Atomic blocks[BLOCKS];
static _Atomic uint32_t slots_used;
static _Atomic uint32_t last_serial;

// The index of the first slot without an owner and one; 0 for none. Under the lock.
static uint32_t unowned;

// By thread id: the index of its slot and one.
static _Atomic uint32_t *slot_of_tid;

static LAB_THREAD_LOCAL struct lab_thread_slot *own_slot;
static LAB_THREAD_LOCAL uint32_t own_serial;

uint32_t lab_slots_used(void) { return atomic_load_explicit(&slots_used, memory_order_acquire); }

struct lab_thread_slot *lab_slot_at(uint32_t index) {
    return atomic_load_explicit(&blocks[index / SLOTS_PER_BLOCK], memory_order_acquire) + index % SLOTS_PER_BLOCK;
}

static void *map(size_t bytes) {
    void *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

bool lab_threads_prepare(void) {
    if (slot_of_tid == NULL) slot_of_tid = map(sizeof *slot_of_tid * THREAD_IDS);
    return slot_of_tid != NULL;
}

static struct lab_thread_slot *take_fresh_slot(void) {
    uint32_t index = lab_slots_used();
    uint32_t block = index / SLOTS_PER_BLOCK;
    if (block >= BLOCKS) return NULL;
    if (atomic_load_explicit(&blocks[block], memory_order_relaxed) == NULL) {
        struct lab_thread_slot *memory = map(sizeof *memory * SLOTS_PER_BLOCK);
        if (memory == NULL) return NULL;
        atomic_store_explicit(&blocks[block], memory, memory_order_release);
    }
    struct lab_thread_slot *slot = lab_slot_at(index);
    slot->ring.words = map(LAB_RING_BYTES);
    if (slot->ring.words == NULL) return NULL;
    // Without memory until a handler needs it.
    void *stack = map(LAB_HANDLER_STACK_BYTES);
    if (stack == NULL) {
        munmap(slot->ring.words, LAB_RING_BYTES);
        return NULL;
    }
    slot->handler_stack = (uintptr_t)stack;
    slot->index = index;
    atomic_store_explicit(&slots_used, index + 1, memory_order_release);
    return slot;
}

struct lab_thread_slot *lab_slot_take(void) {
    struct lab_thread_slot *slot;
    if (unowned != 0) {
        slot = lab_slot_at(unowned - 1);
        unowned = slot->next_unowned;
    } else {
        slot = take_fresh_slot();
        if (slot == NULL) return NULL;
    }
    // Everything but what belongs to the slot whoever owns it.
    uint32_t index = slot->index;
    uint64_t *words = slot->ring.words;
    uintptr_t stack = slot->handler_stack;
    memset(slot, 0, sizeof *slot);
    slot->index = index;
    slot->ring.words = words;
    slot->handler_stack = stack;
    atomic_store_explicit(&slot->event, -1, memory_order_relaxed);
    atomic_store_explicit(
        &slot->serial, atomic_fetch_add_explicit(&last_serial, 1, memory_order_relaxed) + 1, memory_order_relaxed);
    atomic_store_explicit(&slot->state, LAB_SLOT_LIVE, memory_order_release);
    return slot;
}

void lab_slot_set_tid(struct lab_thread_slot *slot, int32_t tid) {
    atomic_store_explicit(&slot->tid, tid, memory_order_relaxed);
    if (tid > 0 && tid < THREAD_IDS) {
        atomic_store_explicit(&slot_of_tid[tid], slot->index + 1, memory_order_release);
    }
}

struct lab_thread_slot *lab_slot_of_tid(int32_t tid) {
    if (slot_of_tid == NULL || tid <= 0 || tid >= THREAD_IDS) return NULL;
    uint32_t place = atomic_load_explicit(&slot_of_tid[tid], memory_order_acquire);
    if (place == 0) return NULL;
    struct lab_thread_slot *slot = lab_slot_at(place - 1);
    if (atomic_load_explicit(&slot->state, memory_order_acquire) != LAB_SLOT_LIVE) return NULL;
    return atomic_load_explicit(&slot->tid, memory_order_relaxed) == tid ? slot : NULL;
}

bool lab_slot_is_ending(int32_t tid) {
    if (slot_of_tid == NULL || tid <= 0 || tid >= THREAD_IDS) return false;
    uint32_t place = atomic_load_explicit(&slot_of_tid[tid], memory_order_acquire);
    if (place == 0) return false;
    struct lab_thread_slot *slot = lab_slot_at(place - 1);
    return atomic_load_explicit(&slot->state, memory_order_acquire) == LAB_SLOT_ENDED && slot->ended_tid == tid;
}

void lab_slot_end(struct lab_thread_slot *slot) {
    slot->ended_tid = atomic_exchange_explicit(&slot->tid, 0, memory_order_relaxed);
    atomic_store_explicit(&slot->state, LAB_SLOT_ENDED, memory_order_release);
}

void lab_slot_give_back(struct lab_thread_slot *slot) {
    int32_t tid = slot->ended_tid;
    // Another thread may have got the number since.
    if (tid > 0 && tid < THREAD_IDS
        && atomic_load_explicit(&slot_of_tid[tid], memory_order_relaxed) == slot->index + 1) {
        atomic_store_explicit(&slot_of_tid[tid], 0, memory_order_relaxed);
    }
    atomic_store_explicit(&slot->state, LAB_SLOT_UNOWNED, memory_order_relaxed);
    slot->next_unowned = unowned;
    unowned = slot->index + 1;
}

void lab_slot_bind(struct lab_thread_slot *slot) {
    own_serial = slot == NULL ? 0 : atomic_load_explicit(&slot->serial, memory_order_relaxed);
    // A signal between the two finds a slot whose serial is its own, or none.
    atomic_signal_fence(memory_order_release);
    own_slot = slot;
}

struct lab_thread_slot *lab_slot_of_this_thread(void) {
    struct lab_thread_slot *slot = own_slot;
    if (slot != NULL && atomic_load_explicit(&slot->serial, memory_order_relaxed) == own_serial
        && atomic_load_explicit(&slot->state, memory_order_acquire) == LAB_SLOT_LIVE) {
        return slot;
    }
    slot = lab_slot_of_tid((int32_t)syscall(SYS_gettid));
    lab_slot_bind(slot);
    return slot;
}

void lab_threads_forget(void) {
    lab_slot_bind(NULL);
    if (slot_of_tid != NULL) madvise(slot_of_tid, sizeof *slot_of_tid * THREAD_IDS, MADV_DONTNEED);
    unowned = 0;
    for (uint32_t index = lab_slots_used(); index > 0; index--) {
        struct lab_thread_slot *slot = lab_slot_at(index - 1);
        atomic_store_explicit(&slot->tid, 0, memory_order_relaxed);
        slot->ended_tid = 0;
        lab_slot_give_back(slot);
    }
}
