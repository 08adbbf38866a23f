// The environment of a program that this one starts, with what it needs to be profiled as well.
//
// A program that is started with an environment of its starter's making (a server's worker, a build tool's compiler) would
// else be missing from the profile. Nothing is added where nothing is profiled.
//
// May be called from anywhere, in a child of vfork too: works in memory of the caller's, calls nothing but string functions.
#ifndef LAB_PROFILING_ENVIRONMENT_H
#define LAB_PROFILING_ENVIRONMENT_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

/// How many bytes `lab_profiled_environment` needs for this environment; 0 where it needs no change.
size_t lab_profiled_environment_size(char *const variables[]);

/// Writes the environment to `memory`, of the size told above.
///
/// The settings that are missing are added; this library is put first in an LD_PRELOAD that lacks it.
char *const *lab_profiled_environment(char *const variables[], void *memory);

#pragma GCC visibility pop

/// The environment to pass on, in memory of the calling function's frame where it is changed.
#define LAB_PROFILED_ENVIRONMENT(variables)                                                                       \
    (lab_profiled_environment_size(variables) == 0                                                                \
         ? (variables)                                                                                            \
         : lab_profiled_environment((variables), __builtin_alloca(lab_profiled_environment_size(variables))))

#endif
