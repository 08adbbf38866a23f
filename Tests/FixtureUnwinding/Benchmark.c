// What an unwinding costs, at depths of stacks of C and of Swift, beside a walk along frame pointers and `unw_backtrace`.
//
// All are timed in the handler of the same signal. Medians of interleaved batches: the machine is never quiet.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <ucontext.h>

#include "../../Sources/CProfilers/Unwind/RuleCache.h"
#include "../../Sources/CProfilers/Unwind/Unwind.h"
#include "include/Benchmark.h"

enum { BATCHES = 101, BATCH = 200, FRAME_LIMIT = 512 };

enum { UNWINDER, UNWINDER_COLD, FRAME_POINTERS, LIBUNWIND, LIBUNWIND_FIRST, KINDS };

static const char *const kind_names[KINDS] = {
    "lab_unwind, warm", "lab_unwind, cold", "frame pointers", "unw_backtrace, warm", "unw_backtrace, first in its thread"};

static int (*unw_backtrace)(void **, int);
static struct lab_stack_bounds bounds;
static double nanoseconds[KINDS];
static uint32_t depth_found;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static uint32_t walk_frame_pointers(const ucontext_t *context, uint64_t *frames) {
    uintptr_t frame = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
    uintptr_t low = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    uint32_t count = 0;
    frames[count++] = (uint64_t)context->uc_mcontext.gregs[REG_RIP];
    while (frame >= low && frame < bounds.high - 16 && (frame & 7) == 0 && count < FRAME_LIMIT) {
        frames[count++] = ((const uintptr_t *)frame)[1] - 1;
        low = frame + 16;
        frame = *(const uintptr_t *)frame;
    }
    return count;
}

static void forget_rules(void) {
    for (size_t i = 0; i < LAB_CACHE_ENTRIES; i++) {
        atomic_store_explicit(&lab_rule_cache[i].check, 0, memory_order_relaxed);
    }
}

static double time_one(int kind, const ucontext_t *context) {
    uint64_t frames[FRAME_LIMIT];
    int count = kind == UNWINDER_COLD || kind == LIBUNWIND_FIRST ? 1 : BATCH;
    if (kind == UNWINDER_COLD) {
        forget_rules();
    }
    uint64_t start = now();
    for (int i = 0; i < count; i++) {
        if (kind == UNWINDER || kind == UNWINDER_COLD) {
            depth_found = lab_unwind(context, &bounds, frames, FRAME_LIMIT).count;
        } else if (kind == FRAME_POINTERS) {
            walk_frame_pointers(context, frames);
        } else if (unw_backtrace != NULL) {
            unw_backtrace((void **)frames, FRAME_LIMIT);
        }
    }
    return (double)(now() - start) / count;
}

static int by_value(const void *left, const void *right) {
    double a = *(const double *)left;
    double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void interrupted(int signal, siginfo_t *information, void *context) {
    (void)signal, (void)information;
    nanoseconds[LIBUNWIND_FIRST] = time_one(LIBUNWIND_FIRST, context);
    static double times[KINDS][BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
        for (int kind = 0; kind < LIBUNWIND_FIRST; kind++) {
            // A cold one leaves the cache cold for the next that is not to be.
            if (kind == UNWINDER) {
                time_one(kind, context);
            }
            times[kind][batch] = time_one(kind, context);
        }
    }
    for (int kind = 0; kind < LIBUNWIND_FIRST; kind++) {
        qsort(times[kind], BATCHES, sizeof(double), by_value);
        nanoseconds[kind] = times[kind][BATCHES / 2];
    }
}

__attribute__((noinline)) static void interrupt(void) {
    raise(SIGUSR1);
}

__attribute__((noinline)) static void recurse(int depth, void (*body)(void)) {
    if (depth <= 0) {
        body();
    } else {
        recurse(depth - 1, body);
    }
    __asm__ volatile("" ::: "memory");
}

struct stack {
    const char *name;
    void (*recurse)(int, void (*)(void));
    int depth;
};

static void *measure(void *argument) {
    const struct stack *stack = argument;
    lab_stack_bounds_of_this_thread(&bounds);
    // Thread, handler's frames and the like: what is there without recursion.
    stack->recurse(0, interrupt);
    int extra = stack->depth - (int)depth_found;
    if (extra > 0) {
        stack->recurse(extra, interrupt);
    }
    printf("%s, %" PRIu32 " frames:", stack->name, depth_found);
    for (int kind = 0; kind < KINDS; kind++) {
        printf(" %s %.0f ns%s", kind_names[kind], nanoseconds[kind], kind + 1 < KINDS ? "," : "\n");
    }
    return NULL;
}

int benchmark(const char *library_path) {
    void *libunwind = dlopen("libunwind.so.8", RTLD_NOW | RTLD_LOCAL);
    if (libunwind != NULL) {
        *(void **)&unw_backtrace = dlsym(libunwind, "unw_backtrace");
    }
    void (*recurse_in_swift)(int, void (*)(void)) = NULL;
    if (library_path != NULL) {
        void *library = dlopen(library_path, RTLD_NOW | RTLD_LOCAL);
        *(void **)&recurse_in_swift = library == NULL ? NULL : dlsym(library, "recurse");
        if (recurse_in_swift == NULL) {
            fprintf(stderr, "%s\n", dlerror());
            return 2;
        }
    }
    lab_unwind_refresh();
    struct sigaction action = {.sa_sigaction = interrupted, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &action, NULL);
    struct stack stacks[] = {
        {"C", recurse, 10}, {"C", recurse, 50}, {"Swift", recurse_in_swift, 10}, {"Swift", recurse_in_swift, 50}};
    for (size_t i = 0; i < sizeof(stacks) / sizeof(stacks[0]); i++) {
        pthread_t thread;
        if (stacks[i].recurse != NULL && pthread_create(&thread, NULL, measure, &stacks[i]) == 0) {
            pthread_join(thread, NULL);
        }
    }
    return 0;
}
