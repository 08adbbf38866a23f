// See StackRegions.h.
//
// A snapshot never changes once handlers can see it, and stays mapped, with those before it, until sampling has ended: a new one
// is made only when threads of which nobody told have been found.
#define _GNU_SOURCE
#include "StackRegions.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct snapshot {
    struct snapshot *previous;
    size_t bytes;
    size_t count;
    // Sorted by address, as the kernel lists them.
    struct lab_stack_bounds regions[];
};

// The kernel's own limit is 65,530 mappings; only the pages in use have memory.
enum { REGIONS = 65536, LINE = 512 };

static struct snapshot *_Atomic current;

static void add_line(struct snapshot *snapshot, const char *line) {
    char *rest;
    uintptr_t low = strtoul(line, &rest, 16);
    if (*rest != '-') return;
    uintptr_t high = strtoul(rest + 1, &rest, 16);
    if (strncmp(rest, " rw", 3) != 0 || snapshot->count == REGIONS) return;
    snapshot->regions[snapshot->count++] = (struct lab_stack_bounds){low, high};
}

static void read_mappings(struct snapshot *snapshot) {
    int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    // The beginning of a line is all that is needed; what is longer is left out.
    char line[LINE], buffer[4096];
    size_t length = 0;
    ssize_t size;
    while ((size = read(file, buffer, sizeof buffer)) > 0) {
        for (ssize_t index = 0; index < size; index++) {
            if (buffer[index] != '\n') {
                if (length < LINE - 1) line[length++] = buffer[index];
                continue;
            }
            line[length] = 0;
            add_line(snapshot, line);
            length = 0;
        }
    }
    close(file);
}

void lab_stack_regions_refresh(void) {
    size_t bytes = sizeof(struct snapshot) + REGIONS * sizeof(struct lab_stack_bounds);
    struct snapshot *snapshot =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (snapshot == MAP_FAILED) return;
    snapshot->bytes = bytes;
    snapshot->previous = atomic_load_explicit(&current, memory_order_relaxed);
    read_mappings(snapshot);
    atomic_store_explicit(&current, snapshot, memory_order_release);
}

bool lab_stack_region_of(uintptr_t address, struct lab_stack_bounds *bounds) {
    const struct snapshot *snapshot = atomic_load_explicit(&current, memory_order_acquire);
    if (snapshot == NULL) return false;
    size_t low = 0, high = snapshot->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (snapshot->regions[middle].high > address) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    if (low == snapshot->count || snapshot->regions[low].low > address) return false;
    *bounds = snapshot->regions[low];
    return true;
}

void lab_stack_regions_forget(void) {
    struct snapshot *snapshot = atomic_exchange_explicit(&current, NULL, memory_order_relaxed);
    while (snapshot != NULL) {
        struct snapshot *previous = snapshot->previous;
        munmap(snapshot, snapshot->bytes);
        snapshot = previous;
    }
}
