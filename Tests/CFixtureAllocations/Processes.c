// A process's beginning and end, its children, and the loader.
#define _GNU_SOURCE
#include "CFixtureAllocations.h"
#include "Window.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// MARK: - Before any constructor

static struct totals before_constructors;
static unsigned char *early_block;

static void allocate_early(void) {
    if (!is_preloaded()) return;
    struct totals start = read_totals();
    early_block = opaque(calloc(4, 25));
    before_constructors = since(start);
}

__attribute__((section(".preinit_array"), used)) static void (*const preinit)(void) = allocate_early;

static void before_any_constructor(void) {
    print_totals(before_constructors);
    struct totals start = read_totals();
    for (int i = 0; i < 100; i++) require(early_block[i] == 0, "an early calloc's block is not zero");
    early_block = opaque(realloc(early_block, 200));
    free(early_block);
    print_totals(since(start));
}

// MARK: - After main

static struct totals at_exit_start;

static void allocate_late(void) {
    for (int i = 0; i < 3; i++) free(opaque(malloc(11)));
    print_totals(since(at_exit_start));
}

static void after_main(void) {
    require(atexit(allocate_late) == 0, "atexit");
    at_exit_start = read_totals();
    exit(0);
}

// MARK: - Children

static void wait_for(pid_t child) {
    int status;
    require(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0, "a child failed");
}

static void child_and_parent(void) {
    struct totals start = read_totals();
    free(opaque(malloc(1)));
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 7; i++) free(opaque(malloc(10)));
        print_totals(since(start));
        _exit(0);
    }
    wait_for(child);
    free(opaque(malloc(2)));
    print_totals(since(start));
}

static atomic_bool stop;

static void *short_life(void *unused) {
    (void)unused;
    free(opaque(malloc(64)));
    return NULL;
}

static void *restless(void *unused) {
    (void)unused;
    while (!atomic_load(&stop)) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, short_life, NULL) == 0) pthread_join(thread, NULL);
        for (int i = 0; i < 100; i++) free(opaque(malloc(32)));
    }
    return NULL;
}

// Forks at every moment of other threads' beginnings and ends; in the child only one thread is left to count.
static void fork_among_threads(void) {
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) require(pthread_create(&threads[i], NULL, restless, NULL) == 0, "pthread_create");
    for (int i = 0; i < 300; i++) {
        pid_t child = fork();
        if (child == 0) {
            struct totals start = read_totals();
            for (int j = 0; j < 10; j++) free(opaque(malloc(5)));
            struct totals counted = since(start);
            require(counted.allocations == 10 && counted.bytes == 50 && counted.frees == 10, "a child miscounts");
            pthread_t thread;
            require(pthread_create(&thread, NULL, short_life, NULL) == 0, "a child's pthread_create");
            pthread_join(thread, NULL);
            _exit(0);
        }
        wait_for(child);
    }
    atomic_store(&stop, true);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    print_totals((struct totals){0});
}

// MARK: - The loader

// Part of libc's own package, and loaded by nothing else.
static const char library[] = "libanl.so.1";

static void load_often(void) {
    for (int window = 0; window < 3; window++) {
        struct totals start = read_totals();
        for (int i = 0; i < 100; i++) {
            void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
            require(handle != NULL, "dlopen");
            require(dlclose(handle) == 0, "dlclose");
        }
        // The first window may hold what the loader allocates once.
        if (window > 0) print_totals(since(start));
    }
}

int run_processes_case(const char *name) {
    if (strcmp(name, "preinit") == 0) {
        before_any_constructor();
    } else if (strcmp(name, "atexit") == 0) {
        after_main();
    } else if (strcmp(name, "fork") == 0) {
        child_and_parent();
    } else if (strcmp(name, "fork-among-threads") == 0) {
        fork_among_threads();
    } else if (strcmp(name, "dlopen") == 0) {
        load_often();
    } else {
        return FIXTURE_UNKNOWN_CASE;
    }
    return 0;
}
