// See Settings.h. Calls getenv, dladdr and strdup: for the constructor alone.
#define _GNU_SOURCE
#include "Settings.h"

#include "LabAttributes.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct lab_profiling_settings lab_profiling_settings;
const char *lab_profiling_variables[LAB_SETTING_COUNT];
const char *lab_preload_variable;
const char *lab_preload_path;

static const char *const names[LAB_SETTING_COUNT] = {
    "LAB_PROFILE_KIND=", "LAB_PROFILE_RATE=", "LAB_PROFILE_DIRECTORY=", "LAB_PROFILE_PAUSED=",
};

enum { DEFAULT_RATE = 100, HIGHEST_RATE = 10000 };

// A copy of `NAME=value` as the environment has it: the program may change or free its own.
static const char *copy_of_variable(const char *name) {
    for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
        if (strncmp(*variable, name, strlen(name)) == 0) return strdup(*variable);
    }
    return NULL;
}

static bool read_rate(const char *text, uint32_t *rate) {
    if (text == NULL) return true;
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < 1 || value > HIGHEST_RATE) return false;
    *rate = (uint32_t)value;
    return true;
}

bool lab_profiling_settings_read(char *message, size_t message_size) {
    message[0] = '\0';
    const char *kind = getenv("LAB_PROFILE_KIND");
    if (kind == NULL) return false;
    struct lab_profiling_settings *settings = &lab_profiling_settings;
    settings->rate = DEFAULT_RATE;
    const char *directory = getenv("LAB_PROFILE_DIRECTORY");
    const char *paused = getenv("LAB_PROFILE_PAUSED");
    settings->paused = paused != NULL && strcmp(paused, "1") == 0;
    // Relative, it would be another folder after a chdir.
    if (directory == NULL || directory[0] != '/' || strlen(directory) >= sizeof settings->directory) {
        snprintf(message, message_size, "LAB_PROFILE_DIRECTORY is to be the absolute path of a folder");
        return false;
    }
    strcpy(settings->directory, directory);
    if (strcmp(kind, "cpu") == 0) {
        settings->clock = LAB_SAMPLER_CPU;
    } else if (strcmp(kind, "wall") == 0) {
        settings->clock = LAB_SAMPLER_WALL;
    } else {
        snprintf(message, message_size, "LAB_PROFILE_KIND is to be cpu or wall");
        return false;
    }
    if (!read_rate(getenv("LAB_PROFILE_RATE"), &settings->rate)) {
        snprintf(message, message_size, "LAB_PROFILE_RATE is to be from 1 to %d", HIGHEST_RATE);
        return false;
    }
    for (int i = 0; i < LAB_SETTING_COUNT; i++) lab_profiling_variables[i] = copy_of_variable(names[i]);
    lab_preload_variable = copy_of_variable("LD_PRELOAD=");
    Dl_info image;
    if (dladdr(&lab_profiling_settings, &image) != 0 && image.dli_fname != NULL) {
        lab_preload_path = strdup(image.dli_fname);
    }
    return true;
}
