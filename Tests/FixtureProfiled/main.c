// See Cases.h. The status is 64 for an unknown case.
#define _GNU_SOURCE
#include "Cases.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile unsigned long sink;

void spin(int milliseconds) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    long long end = time.tv_sec * 1000000000ll + time.tv_nsec + milliseconds * 1000000ll;
    do {
        for (int i = 0; i < 20000; i++) sink += (unsigned long)i;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    } while (time.tv_sec * 1000000000ll + time.tv_nsec < end);
}

void require(int condition, const char *message) {
    if (condition) return;
    fprintf(stderr, "%s\n", message);
    _exit(70);
}

int main(int count, char **arguments) {
    if (count < 2) return 64;
    // Who starts this may have signals blocked.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    const char *name = arguments[1];
    if (strcmp(name, "spin") == 0) {
        spin(count > 2 ? atoi(arguments[2]) : 300);
        return 0;
    }
    if (strcmp(name, "stress") == 0) {
        run_stress(count > 2 ? atoi(arguments[2]) : 5);
        return 0;
    }
    fixture_case run = find_process_case(name);
    if (run == NULL) run = find_signal_case(name);
    if (run == NULL) run = find_stack_case(name);
    return run == NULL ? 64 : run(count, arguments);
}
