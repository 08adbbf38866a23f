// Everything at once that makes profilers hang: loading and unloading, exceptions, allocation, a thousand threads a second
// that live shortly, and forks, all of it while samples are taken.
#define _GNU_SOURCE
#include "Cases.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static atomic_bool is_over;
static atomic_ulong loads, throws, allocations, threads, forks;

static void *load(void *unused) {
    const char *const names[] = {"libutil.so.1", "libBrokenLocale.so.1", "libanl.so.1"};
    while (!atomic_load(&is_over)) {
        for (int i = 0; i < 3; i++) {
            void *library = dlopen(names[i], RTLD_NOW);
            require(library != NULL, dlerror());
            require(dlclose(library) == 0, "dlclose");
            atomic_fetch_add(&loads, 1);
        }
    }
    return unused;
}

static void *throw_always(void *unused) {
    while (!atomic_load(&is_over)) {
        throw_and_catch();
        atomic_fetch_add(&throws, 1);
    }
    return unused;
}

static void *allocate(void *unused) {
    void *blocks[64] = {NULL};
    for (unsigned turn = 1; !atomic_load(&is_over); turn = turn * 1664525u + 1013904223u) {
        void **block = &blocks[turn >> 26];
        free(*block);
        *block = malloc((turn >> 8) % 5000);
        require(*block != NULL, "malloc");
        atomic_fetch_add(&allocations, 1);
    }
    for (int i = 0; i < 64; i++) free(blocks[i]);
    return unused;
}

static void *live_shortly(void *unused) {
    free(malloc(100));
    throw_and_catch();
    atomic_fetch_add(&threads, 1);
    return unused;
}

static atomic_ulong batches;
static struct timespec beginning;

// Ten every ten milliseconds by all who do this together; one that comes late does not wait, so that the others catch up.
static void *begin_threads(void *unused) {
    while (!atomic_load(&is_over)) {
        unsigned long batch = atomic_fetch_add(&batches, 1);
        struct timespec due = {.tv_sec = beginning.tv_sec + (time_t)(batch / 100)};
        due.tv_nsec = beginning.tv_nsec + (long)(batch % 100) * 10000000;
        if (due.tv_nsec >= 1000000000) due = (struct timespec){due.tv_sec + 1, due.tv_nsec - 1000000000};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL) != 0) continue;
        pthread_t begun[10];
        for (int i = 0; i < 10; i++) {
            require(pthread_create(&begun[i], NULL, live_shortly, NULL) == 0, "pthread_create");
        }
        for (int i = 0; i < 10; i++) pthread_join(begun[i], NULL);
    }
    return unused;
}

static void *fork_often(void *unused) {
    const struct timespec pause = {.tv_nsec = 20000000};
    for (int turn = 0; !atomic_load(&is_over); turn++) {
        pid_t child = fork();
        require(child >= 0, "fork");
        if (child == 0) {
            throw_and_catch();
            free(malloc(1000));
            if (turn % 4 == 0) execl("/bin/true", "true", (char *)NULL);
            _exit(0);
        }
        int status;
        require(waitpid(child, &status, 0) == child && status == 0, "a child failed");
        atomic_fetch_add(&forks, 1);
        nanosleep(&pause, NULL);
    }
    return unused;
}

void run_stress(int seconds) {
    void *(*const work[])(void *) = {load, load, throw_always, throw_always, allocate, fork_often, begin_threads, begin_threads, begin_threads,
        begin_threads, begin_threads, begin_threads, begin_threads, begin_threads};
    clock_gettime(CLOCK_MONOTONIC, &beginning);
    enum { COUNT = sizeof work / sizeof work[0] };
    pthread_t workers[COUNT];
    for (int i = 0; i < COUNT; i++) require(pthread_create(&workers[i], NULL, work[i], NULL) == 0, "pthread_create");
    // Some profilers cut sleeps short.
    const struct timespec end = {.tv_sec = beginning.tv_sec + seconds, .tv_nsec = beginning.tv_nsec};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) != 0) continue;
    atomic_store(&is_over, 1);
    for (int i = 0; i < COUNT; i++) pthread_join(workers[i], NULL);
    printf("%lu loads, %lu throws, %lu allocations, %lu threads, %lu forks\n", loads, throws, allocations, threads, forks);
    require(loads > 0 && throws > 0 && allocations > 0 && threads > 0 && forks > 0, "something stood still");
}
