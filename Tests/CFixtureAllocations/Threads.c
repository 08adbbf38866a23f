// Threads: side by side, in quick succession, and past their own destructors.
#define _GNU_SOURCE
#include "CFixtureAllocations.h"
#include "Window.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_t start_thread(void *(*body)(void *), void *argument, size_t stack) {
    pthread_attr_t attributes;
    require(pthread_attr_init(&attributes) == 0, "pthread_attr_init");
    require(pthread_attr_setstacksize(&attributes, stack) == 0, "pthread_attr_setstacksize");
    pthread_t thread;
    require(pthread_create(&thread, &attributes, body, argument) == 0, "pthread_create");
    pthread_attr_destroy(&attributes);
    return thread;
}

// MARK: - Side by side

enum { WORKERS = 8, BLOCKS_A_WORKER = 100000 };

static pthread_barrier_t barrier;

static void *allocate_much(void *unused) {
    (void)unused;
    pthread_barrier_wait(&barrier);
    for (size_t i = 0; i < BLOCKS_A_WORKER; i++) free(opaque(malloc(i % 256)));
    pthread_barrier_wait(&barrier);
    // The window is read here, while the threads are alive and at rest.
    pthread_barrier_wait(&barrier);
    return NULL;
}

static void side_by_side(void) {
    pthread_barrier_init(&barrier, NULL, WORKERS + 1);
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++) threads[i] = start_thread(allocate_much, NULL, 1 << 20);
    struct totals start = read_totals();
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    print_totals(since(start));
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < WORKERS; i++) pthread_join(threads[i], NULL);
}

// MARK: - In quick succession

// Small stacks, so that libc keeps all of them and starting a thread allocates nothing after the first batch.
enum { BATCH = 20, BATCHES = 500, SMALL_STACK = 256 << 10 };

static void *wait_for_the_others(void *unused) {
    (void)unused;
    pthread_barrier_wait(&barrier);
    return NULL;
}

static void run_batch(void *(*body)(void *)) {
    pthread_t threads[BATCH];
    for (int i = 0; i < BATCH; i++) threads[i] = start_thread(body, NULL, SMALL_STACK);
    for (int i = 0; i < BATCH; i++) pthread_join(threads[i], NULL);
}

static void run_batches(void *(*body)(void *)) {
    pthread_barrier_init(&barrier, NULL, BATCH);
    run_batch(wait_for_the_others);
    struct totals start = read_totals();
    for (int i = 0; i < BATCHES; i++) run_batch(body);
    print_totals(since(start));
}

static void *allocate_little(void *unused) {
    (void)unused;
    void *first = opaque(malloc(10));
    void *second = opaque(calloc(2, 10));
    free(first);
    free(opaque(realloc(second, 30)));
    return NULL;
}

static void quick_succession(void) { run_batches(allocate_little); }

// MARK: - Past their own destructors

enum { PASSES = 3 };

static pthread_key_t key;

// Runs after the library's own destructor, whose key is older, and again in later passes.
static void allocate_at_the_end(void *value) {
    size_t pass = (size_t)value;
    for (int i = 0; i < 5; i++) free(opaque(malloc(100)));
    if (pass < PASSES) pthread_setspecific(key, (void *)(pass + 1));
}

static void *end_late(void *unused) {
    (void)unused;
    free(opaque(malloc(1)));
    pthread_setspecific(key, (void *)(size_t)1);
    return NULL;
}

static void destructors(void) {
    require(pthread_key_create(&key, allocate_at_the_end) == 0, "pthread_key_create");
    run_batches(end_late);
}

// A thread that allocates in a destructor and nowhere else.
static void *end_first(void *unused) {
    (void)unused;
    pthread_setspecific(key, (void *)(size_t)PASSES);
    return NULL;
}

static void only_in_destructors(void) {
    require(pthread_key_create(&key, allocate_at_the_end) == 0, "pthread_key_create");
    run_batches(end_first);
}

// MARK: - Ended by force

static void *wait_for_cancellation(void *unused) {
    (void)unused;
    free(opaque(malloc(7)));
    pthread_exit(opaque(malloc(9)));
}

static void exit_early(void) {
    pthread_barrier_init(&barrier, NULL, BATCH);
    run_batch(wait_for_the_others);
    // The first pthread_exit of a process loads libgcc_s.
    void *result;
    pthread_join(start_thread(wait_for_cancellation, NULL, SMALL_STACK), &result);
    free(result);
    struct totals start = read_totals();
    for (int i = 0; i < 100; i++) {
        pthread_join(start_thread(wait_for_cancellation, NULL, SMALL_STACK), &result);
        free(result);
    }
    print_totals(since(start));
}

int run_threads_case(const char *name) {
    if (strcmp(name, "threads") == 0) {
        side_by_side();
    } else if (strcmp(name, "churn") == 0) {
        quick_succession();
    } else if (strcmp(name, "destructors") == 0) {
        destructors();
    } else if (strcmp(name, "only-destructors") == 0) {
        only_in_destructors();
    } else if (strcmp(name, "pthread-exit") == 0) {
        exit_early();
    } else {
        return FIXTURE_UNKNOWN_CASE;
    }
    return 0;
}
