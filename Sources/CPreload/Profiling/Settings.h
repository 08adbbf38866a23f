// What the environment asks of this library: nothing, or a profile of the process.
//
// LAB_PROFILE_KIND        cpu or wall; without it nothing is profiled
// LAB_PROFILE_RATE        samples a second and thread, 1…10000
// LAB_PROFILE_DIRECTORY   an absolute path: each process leaves its journal there
// LAB_PROFILE_PAUSED      1: samples are taken from `lab_sampler_resume` on
//
// Read once, before main; afterwards everything here may be called from anywhere.
#ifndef LAB_PROFILING_SETTINGS_H
#define LAB_PROFILING_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "CProfilers.h"

#pragma GCC visibility push(hidden)

enum { LAB_DIRECTORY_LENGTH = 2048, LAB_SETTING_COUNT = 4 };

struct lab_profiling_settings {
    enum lab_sampler_clock clock;
    uint32_t rate;
    bool paused;
    char directory[LAB_DIRECTORY_LENGTH];
};

/// What was asked for; zero before `lab_profiling_settings_read`.
extern struct lab_profiling_settings lab_profiling_settings;

/// The settings as they stood in the environment, `NAME=value` each, null where one was not there: for programs that
/// are started with an environment of another's making.
extern const char *lab_profiling_variables[LAB_SETTING_COUNT];

/// LD_PRELOAD as it stood in the environment, with its name, and this library's own path.
extern const char *lab_preload_variable;
extern const char *lab_preload_path;

/// Reads the environment. False where no profile is asked for; a problem is told in `message`, empty for none.
bool lab_profiling_settings_read(char *message, size_t message_size);

#pragma GCC visibility pop

#endif
