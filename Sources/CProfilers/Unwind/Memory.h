// Reads of memory that may not be there. Everything may be called from a signal handler.
#ifndef LAB_MEMORY_H
#define LAB_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum { LAB_WINDOW_COUNT = 4, LAB_WINDOW_SIZE = 256 };

/// A piece of memory as it was when it was read.
struct lab_window {
    uintptr_t start;
    size_t size;
    _Alignas(8) uint8_t bytes[LAB_WINDOW_SIZE];
};

/// Memory as one unwinding sees it: read in place where that cannot fault, else copied by the kernel.
struct lab_memory {
    /// What can be read in place.
    uintptr_t direct_low;
    uintptr_t direct_high;
    /// The window that is given up next.
    unsigned oldest;
    struct lab_window windows[LAB_WINDOW_COUNT];
};

/// Starts without anything that can be read in place.
void lab_memory_initialize(struct lab_memory *memory);

/// Finds out how memory can be copied without faults; not for signal handlers.
void lab_memory_prepare(void);

/// Copies memory that may not be there; returns how many bytes could be read before the first that could not.
size_t lab_memory_copy(void *bytes, uintptr_t address, size_t size);

bool lab_memory_read_slowly(struct lab_memory *memory, uintptr_t address, void *bytes, size_t size);

/// Reads up to `LAB_WINDOW_SIZE` / 2 bytes.
static inline bool lab_memory_read(struct lab_memory *memory, uintptr_t address, void *bytes, size_t size) {
    return lab_memory_read_slowly(memory, address, bytes, size);
}

static inline bool lab_memory_read_word(struct lab_memory *memory, uintptr_t address, uint64_t *value) {
    if (__builtin_expect(address - memory->direct_low < memory->direct_high - memory->direct_low, 1)
        && (address & 7) == 0) {
        *value = *(const volatile uint64_t *)address;
        return true;
    }
    return lab_memory_read_slowly(memory, address, value, sizeof(*value));
}

#pragma GCC visibility pop

#endif
