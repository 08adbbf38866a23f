// The functions that make a process another program (exec), or start one (posix_spawn).
//
// Before exec the journal is completed, since exec ends every thread and keeps no memory, and SIGPROF is handed over:
// one that is still pending would kill the new program. Where exec fails, the profile goes on in another journal.
//
// May be called in a child of vfork, where nothing but the environment is seen to: see Session.h.
#define _GNU_SOURCE
#include "Environment.h"
#include "LabAttributes.h"
#include "NextFunction.h"
#include "Programs.h"
#include "Session.h"
#include "SignalShield.h"

#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <unistd.h>

LAB_NEXT_FUNCTION(execve)
LAB_NEXT_FUNCTION(execvpe)
LAB_NEXT_FUNCTION(fexecve)
LAB_NEXT_FUNCTION(execveat)
LAB_NEXT_FUNCTION(posix_spawn)
LAB_NEXT_FUNCTION(posix_spawnp)

void lab_programs_prepare(void) {
    (void)lab_next_execve();
    (void)lab_next_execvpe();
    (void)lab_next_fexecve();
    (void)lab_next_execveat();
    (void)lab_next_posix_spawn();
    (void)lab_next_posix_spawnp();
}

// MARK: - Around exec

static bool pause_for_exec(void) {
    if (!lab_profiling_is_on() || !lab_profiling_stop()) return false;
    lab_signal_shield_hand_over();
    return true;
}

static int exec_failed(bool was_on) {
    int saved = errno;
    if (was_on) lab_profiling_start();
    errno = saved;
    return -1;
}

static int replace(const char *path, char *const arguments[], char *const variables[]) {
    // Shells try one folder after the other: a profile must not end and begin with each.
    if (lab_profiling_is_on() && access(path, X_OK) != 0) return lab_next_execve()(path, arguments, variables);
    char *const *environment = LAB_PROFILED_ENVIRONMENT(variables);
    bool was_on = pause_for_exec();
    lab_next_execve()(path, arguments, environment);
    return exec_failed(was_on);
}

static int replace_searching(const char *file, char *const arguments[], char *const variables[]) {
    char *const *environment = LAB_PROFILED_ENVIRONMENT(variables);
    bool was_on = pause_for_exec();
    lab_next_execvpe()(file, arguments, environment);
    return exec_failed(was_on);
}

// MARK: - With arguments in an array

LAB_EXPORT int execve(const char *path, char *const arguments[], char *const variables[]) {
    return replace(path, arguments, variables);
}

LAB_EXPORT int execv(const char *path, char *const arguments[]) { return replace(path, arguments, environ); }

LAB_EXPORT int execvp(const char *file, char *const arguments[]) {
    return replace_searching(file, arguments, environ);
}

LAB_EXPORT int execvpe(const char *file, char *const arguments[], char *const variables[]) {
    return replace_searching(file, arguments, variables);
}

LAB_EXPORT int fexecve(int file, char *const arguments[], char *const variables[]) {
    char *const *environment = LAB_PROFILED_ENVIRONMENT(variables);
    bool was_on = pause_for_exec();
    lab_next_fexecve()(file, arguments, environment);
    return exec_failed(was_on);
}

LAB_EXPORT int execveat(
    int folder, const char *path, char *const arguments[], char *const variables[], int flags) {
    char *const *environment = LAB_PROFILED_ENVIRONMENT(variables);
    bool was_on = pause_for_exec();
    lab_next_execveat()(folder, path, arguments, environment, flags);
    return exec_failed(was_on);
}

// MARK: - With arguments in a list

// How many there are, the null at the end not among them; the list is then read again from its start.
static int count_arguments(va_list list) {
    int count = 0;
    while (count < INT_MAX - 2 && va_arg(list, const char *) != NULL) count++;
    return count;
}

// Stores the first argument and those of `list`, up to the null; an array in the calling function's frame.
#define COLLECT(array, first, list)                                                              \
    va_list counted;                                                                             \
    va_copy(counted, list);                                                                      \
    int count = (first) == NULL ? 0 : 1 + count_arguments(counted);                              \
    va_end(counted);                                                                             \
    char **array = __builtin_alloca(((size_t)count + 1) * sizeof *array);                        \
    array[0] = (char *)(first);                                                                  \
    for (int i = 1; i <= count; i++) array[i] = va_arg(list, char *)

#pragma GCC diagnostic ignored "-Wcast-qual"

LAB_EXPORT int execl(const char *path, const char *first, ...) {
    va_list list;
    va_start(list, first);
    COLLECT(arguments, first, list);
    va_end(list);
    return replace(path, arguments, environ);
}

LAB_EXPORT int execlp(const char *file, const char *first, ...) {
    va_list list;
    va_start(list, first);
    COLLECT(arguments, first, list);
    va_end(list);
    return replace_searching(file, arguments, environ);
}

LAB_EXPORT int execle(const char *path, const char *first, ...) {
    va_list list;
    va_start(list, first);
    COLLECT(arguments, first, list);
    char *const *variables = va_arg(list, char *const *);
    va_end(list);
    return replace(path, arguments, variables);
}

// MARK: - Another process

// The child of posix_spawn calls no function of this library before the new program runs.
LAB_EXPORT int posix_spawn(
    pid_t *restrict process, const char *restrict path, const posix_spawn_file_actions_t *restrict actions,
    const posix_spawnattr_t *restrict attributes, char *const arguments[restrict], char *const variables[restrict]) {
    return lab_next_posix_spawn()(
        process, path, actions, attributes, arguments, LAB_PROFILED_ENVIRONMENT(variables));
}

LAB_EXPORT int posix_spawnp(
    pid_t *restrict process, const char *restrict file, const posix_spawn_file_actions_t *restrict actions,
    const posix_spawnattr_t *restrict attributes, char *const arguments[restrict], char *const variables[restrict]) {
    return lab_next_posix_spawnp()(
        process, file, actions, attributes, arguments, LAB_PROFILED_ENVIRONMENT(variables));
}
