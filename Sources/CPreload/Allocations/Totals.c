// What the counters of all threads add up to, for whoever asks at run time.
//
// `lab_allocation_totals_read` may be called from anywhere, signal handlers included; it calls nothing of libc.
// `lab_allocations_are_counted` calls dlsym and must stay out of signal handlers.
#define _GNU_SOURCE
#include "CPreload.h"

#include "LabAttributes.h"
#include "BootstrapHeap.h"
#include "ThreadCounters.h"

#include <dlfcn.h>
#include <stdlib.h>

static void add(const struct lab_thread_counters *counters, void *context) {
    struct lab_allocation_totals *totals = context;
    totals->allocations += atomic_load_explicit(&counters->allocations, memory_order_relaxed);
    totals->bytes += atomic_load_explicit(&counters->bytes, memory_order_relaxed);
    totals->frees += atomic_load_explicit(&counters->frees, memory_order_relaxed);
}

LAB_EXPORT void lab_allocation_totals_read(struct lab_allocation_totals *totals) {
    *totals = (struct lab_allocation_totals){0};
    lab_thread_counters_visit(add, totals);
}

LAB_EXPORT bool lab_allocations_are_counted(void) {
    // By address, not by a trial call: another thread's allocation would pass for ours.
    Dl_info provider, own;
    void *allocate = dlsym(RTLD_DEFAULT, "malloc");
    return allocate != NULL && dladdr(allocate, &provider) != 0
        && dladdr(lab_bootstrap_memory, &own) != 0 && provider.dli_fbase == own.dli_fbase;
}
