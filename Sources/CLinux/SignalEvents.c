// Turns signals into events on a descriptor.
//
// The handler may run at any instruction of any thread: it calls write(2), reads an atomic, and saves errno.
#define _GNU_SOURCE
#include "SignalEvents.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

static _Atomic int event_descriptor = -1;

// By signal; `is_taken` where a disposition was replaced.
static struct sigaction previous[NSIG];
static _Bool is_taken[NSIG];

static void handle(int signal) {
    (void)signal;
    int saved = errno;
    int descriptor = atomic_load(&event_descriptor);
    uint64_t one = 1;
    // The one way to fail is a full counter, which is readable already.
    if (descriptor >= 0) (void)!write(descriptor, &one, sizeof one);
    errno = saved;
}

int clinux_signal_events_open(const int *signals, int count) {
    int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0) return -1;
    atomic_store(&event_descriptor, descriptor);
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < count; index++) {
        int signal = signals[index];
        if (signal <= 0 || signal >= NSIG || is_taken[signal]) continue;
        sigaction(signal, NULL, &previous[signal]);
        // What started the program may want it to outlive the signal, as nohup does.
        if (previous[signal].sa_handler == SIG_IGN) continue;
        is_taken[signal] = sigaction(signal, &action, NULL) == 0;
    }
    return descriptor;
}

void clinux_signal_events_close(void) {
    for (int signal = 1; signal < NSIG; signal++) {
        if (is_taken[signal]) sigaction(signal, &previous[signal], NULL);
        is_taken[signal] = 0;
    }
    atomic_store(&event_descriptor, -1);
}
