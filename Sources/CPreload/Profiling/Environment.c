// See Environment.h.
#define _GNU_SOURCE
#include "Environment.h"

#include "Session.h"
#include "Settings.h"

#include <stdbool.h>
#include <string.h>

// More, and the frame of the caller might not hold it: such a program goes without.
enum { LONGEST_ENVIRONMENT = 20000, LONGEST_PRELOAD = 16384 };

static const char preload_name[] = "LD_PRELOAD=";

static size_t count_of(char *const variables[]) {
    size_t count = 0;
    while (variables[count] != NULL) count++;
    return count;
}

static size_t name_length(const char *variable) { return (size_t)(strchrnul(variable, '=') - variable) + 1; }

static char *const *find(char *const variables[], const char *wanted) {
    size_t length = name_length(wanted);
    for (char *const *variable = variables; *variable != NULL; variable++) {
        if (strncmp(*variable, wanted, length) == 0) return variable;
    }
    return NULL;
}

static bool lacks_this_library(const char *preload) { return strstr(preload, lab_preload_path) == NULL; }

size_t lab_profiled_environment_size(char *const variables[]) {
    if (!lab_profiling_is_wanted() || variables == NULL || lab_preload_path == NULL) return 0;
    size_t count = count_of(variables);
    if (count > LONGEST_ENVIRONMENT) return 0;
    bool changes = false;
    for (int i = 0; i < LAB_SETTING_COUNT && !changes; i++) {
        const char *setting = lab_profiling_variables[i];
        changes = setting != NULL && find(variables, setting) == NULL;
    }
    char *const *preload = find(variables, preload_name);
    if (preload == NULL || lacks_this_library(*preload)) changes = true;
    if (!changes) return 0;
    size_t text = sizeof preload_name + strlen(lab_preload_path) + 1 + (preload != NULL ? strlen(*preload) : 0);
    if (text > LONGEST_PRELOAD) return 0;
    return (count + LAB_SETTING_COUNT + 2) * sizeof(char *) + text;
}

char *const *lab_profiled_environment(char *const variables[], void *memory) {
    size_t count = count_of(variables);
    char **result = memory;
    memcpy(result, variables, (count + 1) * sizeof *result);
    char *text = (char *)(result + count + LAB_SETTING_COUNT + 2);
    char *const *preload = find(variables, preload_name);
    if (preload == NULL || lacks_this_library(*preload)) {
        char *end = stpcpy(stpcpy(text, preload_name), lab_preload_path);
        if (preload != NULL && (*preload)[sizeof preload_name - 1] != '\0') {
            end = stpcpy(end, ":");
            stpcpy(end, *preload + sizeof preload_name - 1);
        }
        result[preload != NULL ? (size_t)(preload - variables) : count++] = text;
        result[count] = NULL;
    }
    for (int i = 0; i < LAB_SETTING_COUNT; i++) {
        const char *setting = lab_profiling_variables[i];
        if (setting == NULL || find(variables, setting) != NULL) continue;
        // exec does not write to it.
        memcpy(&result[count++], &setting, sizeof setting);
        result[count] = NULL;
    }
    return result;
}
