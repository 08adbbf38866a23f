// See StackTable.h.
//
// Open addressing by a 128-bit hash. The frames themselves are not kept: that two of a million stacks have one hash
// has a chance of 10⁻²⁷. A table that cannot grow any more forgets everything and starts anew; stacks that come again
// are then written again, under another number, which costs space and nothing else.
#define _GNU_SOURCE
#include "StackTable.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

struct known_stack {
    uint64_t high;
    uint64_t low;
    uint32_t number;
    // Tables are zero at first.
    uint32_t is_used;
};

enum { FIRST_CAPACITY = 1 << 12, LAST_CAPACITY = 1 << 20 };

static struct known_stack *table;
static size_t capacity;
static size_t count;
static uint32_t next_number;

static struct known_stack *map(size_t entries) {
    void *memory = mmap(
        NULL, entries * sizeof(struct known_stack), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static void unmap(void) {
    if (table != NULL) munmap(table, capacity * sizeof *table);
    table = NULL;
}

bool lab_stacks_reset(void) {
    unmap();
    table = map(FIRST_CAPACITY);
    capacity = FIRST_CAPACITY;
    count = 0;
    next_number = 0;
    return table != NULL;
}

// Two multiply-and-rotate hashes with constants of their own (those of xxHash and SplitMix64).
static struct known_stack hash(const uint64_t *frames, uint32_t length) {
    uint64_t high = length, low = ~(uint64_t)length;
    for (uint32_t index = 0; index < length; index++) {
        high = (high ^ frames[index]) * 0x9e3779b185ebca87u;
        high ^= high >> 32;
        low = (low ^ frames[index]) * 0xbf58476d1ce4e5b9u;
        low ^= low >> 29;
    }
    return (struct known_stack){.high = high, .low = low, .is_used = 1};
}

static struct known_stack *place_of(struct known_stack *entries, size_t size, const struct known_stack *stack) {
    size_t place = (size_t)stack->high & (size - 1);
    while (entries[place].is_used != 0
        && (entries[place].high != stack->high || entries[place].low != stack->low)) {
        place = (place + 1) & (size - 1);
    }
    return &entries[place];
}

static void grow(void) {
    struct known_stack *larger = capacity < LAST_CAPACITY ? map(capacity * 2) : NULL;
    if (larger == NULL) {
        memset(table, 0, capacity * sizeof *table);
        count = 0;
        return;
    }
    for (size_t place = 0; place < capacity; place++) {
        if (table[place].is_used != 0) *place_of(larger, capacity * 2, &table[place]) = table[place];
    }
    unmap();
    table = larger;
    capacity *= 2;
}

uint32_t lab_stacks_number(const uint64_t *frames, uint32_t length, bool *is_new) {
    struct known_stack stack = hash(frames, length);
    struct known_stack *place = place_of(table, capacity, &stack);
    *is_new = place->is_used == 0;
    if (!*is_new) return place->number;
    if ((count + 1) * 4 > capacity * 3) {
        grow();
        place = place_of(table, capacity, &stack);
    }
    stack.number = next_number++;
    *place = stack;
    count++;
    return stack.number;
}
