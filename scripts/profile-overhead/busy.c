// Two busy threads that do a fixed amount of work. Prints the CPU time of the whole process for it, in seconds, and how many
// samples a second of it a profiler took, where the profiler is this package's.
//
//     busy TURNS none
//     busy TURNS RATE        sampled by this package, in the process
//     busy TURNS linked      linked, not started
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef WITH_PROFILER
#include "CProfilers.h"
#endif

static unsigned long turns;

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// Ten frames deep, with work in the leaf that neither memory nor the other thread slows down.
static __attribute__((noinline)) double work(int depth, unsigned long count) {
    if (depth > 0) return work(depth - 1, count) + 1;
    volatile double value = 1;
    for (unsigned long turn = 0; turn < count; turn++) value = value * 1.0000001 + 0.1;
    return value;
}

static void *run(void *unused) {
    for (int part = 0; part < 100; part++) work(10, turns / 100);
    return unused;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    turns = strtoul(argv[1], NULL, 10);
#ifdef WITH_PROFILER
    struct lab_sampler_options options = {
        .clock = LAB_SAMPLER_CPU, .rate = (uint32_t)atoi(argv[2]), .journal = lab_memory_file("profile")};
    char message[256];
    if (options.rate > 0 && lab_sampler_start(&options, message, sizeof message) != 0) {
        fprintf(stderr, "%s\n", message);
        return 1;
    }
#endif
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    pthread_t threads[2];
    for (int index = 0; index < 2; index++) pthread_create(&threads[index], NULL, run, NULL);
    for (int index = 0; index < 2; index++) pthread_join(threads[index], NULL);
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
#ifdef WITH_PROFILER
    if (options.rate > 0) lab_sampler_stop();
#endif
    printf("%.6f\n", cpu);
    return 0;
}
