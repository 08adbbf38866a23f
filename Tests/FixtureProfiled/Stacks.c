// Stacks that are deep, used up, or elsewhere.
#define _GNU_SOURCE
#include "Cases.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile int zero;

__attribute__((noinline)) static int descend(int depth) {
    if (depth == 0) {
        spin(500);
        return 0;
    }
    return descend(depth - 1) + 1 + zero;
}

static int recurse(int count, char **arguments) {
    int depth = count > 2 ? atoi(arguments[2]) : 10000;
    return descend(depth) == depth ? 0 : 71;
}

__attribute__((noinline)) static int descend_for_ever(int depth) {
    volatile char room[256];
    room[depth % 256] = (char)depth;
    return descend_for_ever(depth + 1) + room[0] + zero;
}

static int overflow(int count, char **arguments) {
    (void)count, (void)arguments;
    return descend_for_ever(0);
}

static void report_overflow(int signal) {
    (void)signal;
    _exit(42);
}

static char other_stack[1 << 16];

static void handle_on_other_stack(int signal, void (*handler)(int)) {
    stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
    require(sigaltstack(&stack, NULL) == 0, "sigaltstack");
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    require(sigaction(signal, &action, NULL) == 0, "sigaction");
}

static int overflow_reported(int count, char **arguments) {
    handle_on_other_stack(SIGSEGV, report_overflow);
    return overflow(count, arguments);
}

static void spin_in_handler(int signal) {
    (void)signal;
    spin(500);
}

static int spin_on_other_stack(int count, char **arguments) {
    (void)count, (void)arguments;
    handle_on_other_stack(SIGUSR1, spin_in_handler);
    raise(SIGUSR1);
    return 0;
}

// A thread that is not on its alternate stack, below which memory must stay as it is.
static int keep_below_other_stack(int count, char **arguments) {
    enum { BELOW = 1 << 16, PATTERN = 0x5a };
    static unsigned char area[2 * BELOW] __attribute__((aligned(4096)));
    memset(area, PATTERN, sizeof area);
    stack_t stack = {.ss_sp = area + BELOW, .ss_size = count > 2 ? (size_t)atol(arguments[2]) : 8192};
    require(sigaltstack(&stack, NULL) == 0, "sigaltstack");
    descend(50);
    for (int i = 0; i < BELOW; i++) require(area[i] == PATTERN, "memory below the alternate stack is overwritten");
    return 0;
}

fixture_case find_stack_case(const char *name) {
    if (strcmp(name, "recursion") == 0) return recurse;
    if (strcmp(name, "overflow") == 0) return overflow;
    if (strcmp(name, "overflow-reported") == 0) return overflow_reported;
    if (strcmp(name, "small-stack") == 0) return keep_below_other_stack;
    if (strcmp(name, "alternate-stack") == 0) return spin_on_other_stack;
    return NULL;
}
