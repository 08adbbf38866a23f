// A window over the counters, and the checks that the cases share.
#ifndef FIXTURE_WINDOW_H
#define FIXTURE_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct totals {
    uint64_t allocations, bytes, frees;
};

/// Whether the preload library is there.
bool is_preloaded(void);

struct totals read_totals(void);

/// What was counted since `start`, which is an earlier reading.
struct totals since(struct totals start);

/// Prints one line with a single write, so that it neither allocates nor mixes with a child's.
void print_totals(struct totals totals);

/// Ends the process unless `condition` holds.
void require(bool condition, const char *what);

/// Keeps the optimizer from removing an allocation that nobody uses.
void *opaque(void *block);

/// A size that the compiler cannot see, and so not warn of.
size_t hidden(size_t size);

int run_functions_case(const char *name);
int run_threads_case(const char *name);
int run_processes_case(const char *name);

#endif
