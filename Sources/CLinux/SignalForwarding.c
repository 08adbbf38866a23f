// Passes signals on to another process.
//
// The handler may run at any instruction of any thread: it calls kill(2), reads an atomic, and saves errno.
#define _GNU_SOURCE
#include "SignalForwarding.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic pid_t receiver;

static const int forwarded[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { FORWARDED = sizeof forwarded / sizeof forwarded[0] };
static struct sigaction previous[FORWARDED];
static _Bool is_taken[FORWARDED];

static void handle(int signal, siginfo_t *info, void *context) {
    (void)context;
    int saved = errno;
    pid_t process = atomic_load(&receiver);
    // SI_KERNEL is the terminal's.
    if (process > 0 && info->si_code != SI_KERNEL) kill(process, signal);
    errno = saved;
}

void clinux_signal_forwarding_open(pid_t process) {
    atomic_store(&receiver, process);
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < FORWARDED; index++) {
        sigaction(forwarded[index], NULL, &previous[index]);
        if (previous[index].sa_handler == SIG_IGN) continue;
        is_taken[index] = sigaction(forwarded[index], &action, NULL) == 0;
    }
}

void clinux_signal_forwarding_close(void) {
    atomic_store(&receiver, 0);
    for (int index = 0; index < FORWARDED; index++) {
        if (is_taken[index]) sigaction(forwarded[index], &previous[index], NULL);
        is_taken[index] = 0;
    }
}
