// A ring of samples between one thread's signal handler, which writes, and the drain thread, which reads.
//
// The writer may be a signal handler: no lock, no call, nothing but loads and stores to memory that is mapped already.
//
// An entry is a header of `LAB_RING_HEADER` words and its frames, contiguous. Where the end of the ring is too near for
// the longest entry there may be, a word of zero tells the reader to go on at the start; so the handler unwinds straight into
// the ring and copies nothing.
#ifndef LAB_RING_H
#define LAB_RING_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "LabAttributes.h"

#pragma GCC visibility push(hidden)

enum {
    /// 256 KiB: at 4,000 samples a second of 512 frames, 15 ms. The drain thread comes four times as often.
    LAB_RING_WORDS = 32768,
    LAB_RING_BYTES = LAB_RING_WORDS * 8,
};

/// What comes before an entry's frames.
struct lab_ring_entry {
    /// Words of the entry, header included; 0: go on at the start of the ring.
    uint32_t words;
    /// `enum lab_sample_state`.
    uint32_t state;
    /// When, on CLOCK_MONOTONIC, in nanoseconds.
    uint64_t time;
    /// The nanoseconds that the sample stands for.
    uint64_t weight;
    /// What the thread's previous sample has come to stand for since: nanoseconds and ticks.
    uint64_t earlier_weight;
    uint32_t earlier_ticks;
    uint32_t label;
    uint64_t frames[];
};

enum { LAB_RING_HEADER = sizeof(struct lab_ring_entry) / 8 };

struct lab_ring {
    uint64_t *words;
    /// Words written and read since the beginning; their place is the remainder by `LAB_RING_WORDS`.
    _Atomic uint64_t written;
    _Atomic uint64_t read;
};

/// Room for an entry with up to `frames` frames, or null where the reader is behind. Writer only.
static inline struct lab_ring_entry *lab_ring_reserve(struct lab_ring *ring, uint32_t frames) {
    uint64_t written = atomic_load_explicit(&ring->written, memory_order_relaxed);
    uint64_t read = atomic_load_explicit(&ring->read, memory_order_acquire);
    uint64_t needed = LAB_RING_HEADER + frames;
    uint64_t place = written % LAB_RING_WORDS;
    uint64_t skipped = place + needed > LAB_RING_WORDS ? LAB_RING_WORDS - place : 0;
    if (written + skipped + needed - read > LAB_RING_WORDS) return NULL;
    if (skipped != 0) {
        ring->words[place] = 0;
        atomic_store_explicit(&ring->written, written + skipped, memory_order_release);
        place = 0;
    }
    return (struct lab_ring_entry *)(ring->words + place);
}

/// Hands the reserved entry, whose `words` are set, to the reader. Writer only.
static inline void lab_ring_publish(struct lab_ring *ring, const struct lab_ring_entry *entry) {
    uint64_t written = atomic_load_explicit(&ring->written, memory_order_relaxed);
    atomic_store_explicit(&ring->written, written + entry->words, memory_order_release);
}

/// The oldest entry, or null where there is none. Reader only.
static inline const struct lab_ring_entry *lab_ring_oldest(struct lab_ring *ring) {
    for (;;) {
        uint64_t read = atomic_load_explicit(&ring->read, memory_order_relaxed);
        if (read == atomic_load_explicit(&ring->written, memory_order_acquire)) return NULL;
        uint64_t place = read % LAB_RING_WORDS;
        const struct lab_ring_entry *entry = (const struct lab_ring_entry *)(ring->words + place);
        if (entry->words != 0) return entry;
        atomic_store_explicit(&ring->read, read + LAB_RING_WORDS - place, memory_order_release);
    }
}

/// How many words the reader has before it. Reader only.
static inline uint64_t lab_ring_fill(struct lab_ring *ring) {
    return atomic_load_explicit(&ring->written, memory_order_acquire)
        - atomic_load_explicit(&ring->read, memory_order_relaxed);
}

/// Gives the room of the oldest entry back to the writer. Reader only.
static inline void lab_ring_release(struct lab_ring *ring, const struct lab_ring_entry *entry) {
    uint64_t read = atomic_load_explicit(&ring->read, memory_order_relaxed);
    atomic_store_explicit(&ring->read, read + entry->words, memory_order_release);
}

#pragma GCC visibility pop

#endif
