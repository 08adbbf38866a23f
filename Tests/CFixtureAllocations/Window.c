#include "Window.h"

#include "CFixtureAllocations.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Weak: filled in by the dynamic linker where the library is preloaded, null elsewhere.
extern void lab_allocation_totals_read(struct totals *) __attribute__((weak));
extern bool lab_allocations_are_counted(void) __attribute__((weak));

bool is_preloaded(void) {
    return lab_allocation_totals_read != NULL && lab_allocations_are_counted != NULL && lab_allocations_are_counted();
}

struct totals read_totals(void) {
    struct totals totals;
    lab_allocation_totals_read(&totals);
    return totals;
}

struct totals since(struct totals start) {
    struct totals end = read_totals();
    return (struct totals){end.allocations - start.allocations, end.bytes - start.bytes, end.frees - start.frees};
}

static void put(int file, const char *text, size_t length) {
    if (write(file, text, length) != (ssize_t)length) _exit(FIXTURE_WRONG_BEHAVIOUR);
}

void print_totals(struct totals totals) {
    char line[100];
    int length = snprintf(
        line, sizeof line, "%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", totals.allocations, totals.bytes, totals.frees);
    put(STDOUT_FILENO, line, (size_t)length);
}

void require(bool condition, const char *what) {
    if (condition) return;
    put(STDERR_FILENO, what, strlen(what));
    put(STDERR_FILENO, "\n", 1);
    _exit(FIXTURE_WRONG_BEHAVIOUR);
}

void *opaque(void *block) {
    __asm__ volatile("" : "+r"(block) : : "memory");
    return block;
}

size_t hidden(size_t size) {
    __asm__ volatile("" : "+r"(size));
    return size;
}

int fixture_run(const char *name) {
    if (!is_preloaded()) return FIXTURE_NOT_PRELOADED;
    int (*const groups[])(const char *) = {run_functions_case, run_threads_case, run_processes_case};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        int status = groups[i](name);
        if (status != FIXTURE_UNKNOWN_CASE) return status;
    }
    return FIXTURE_UNKNOWN_CASE;
}
