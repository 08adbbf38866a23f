// The ways out of a process that call no destructor.
//
// _exit may be called from a signal handler, and in a child of vfork, where nothing here is this process's: see Session.h.
#define _GNU_SOURCE
#include "LabAttributes.h"
#include "Session.h"

#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel is asked itself: glibc's function does no more, and looking it up is nothing for a signal handler.
static _Noreturn void leave(int status) {
    if (lab_profiling_is_wanted()) lab_profiling_stop();
    while (true) syscall(SYS_exit_group, status);
}

LAB_EXPORT _Noreturn void _exit(int status) { leave(status); }

LAB_EXPORT _Noreturn void _Exit(int status) { leave(status); }
