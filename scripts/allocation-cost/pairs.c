// Times a loop of malloc/free pairs and prints nanoseconds a pair, by this thread's CPU time.
//
//     pairs COUNT SIZE
//
// One block at a time, so that the allocator answers from its thread cache: its fastest path, against which the cost of
// counting is largest.
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void run(unsigned long count, size_t size) {
    for (unsigned long i = 0; i < count; i++) {
        void *block = malloc(size);
        __asm__ volatile("" : "+r"(block) : : "memory");
        free(block);
    }
}

int main(int argc, char **argv) {
    unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000000;
    size_t size = argc > 2 ? strtoul(argv[2], NULL, 10) : 48;
    if (count == 0) return 2;
    run(count / 10, size);
    double start = seconds();
    run(count, size);
    printf("%.4f\n", (seconds() - start) * 1e9 / (double)count);
    return 0;
}
