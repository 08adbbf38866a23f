// Programs that put the unwinder to the test, one a verb; see each for what it prints.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../Sources/CProfilers/Unwind/Unwind.h"
#include "include/AsyncTruth.h"
#include "include/Benchmark.h"
#include "include/Situations.h"
#include "include/Stepping.h"

/// step LIBRARY FUNCTION: steps through a function of a library that was compiled for it. With `--async CHAIN`, async
/// callers are judged by the parts of names in CHAIN, from the innermost to the root.
static int step(int count, char **arguments) {
    if (count < 2) {
        return 2;
    }
    void *library = dlopen(arguments[0], RTLD_LAZY | RTLD_LOCAL);
    void (*program)(void) = library == NULL ? NULL : (void (*)(void))dlsym(library, arguments[1]);
    if (program == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    bool compares = count > 2 && strcmp(arguments[2], "--libunwind") == 0;
    bool is_async = count > 3 && strcmp(arguments[2], "--async") == 0;
    if (is_async && !async_truth_prepare(arguments[0], arguments[3])) {
        fprintf(stderr, "nm shows no symbols of %s\n", arguments[0]);
        return 2;
    }
    struct stepping_result result = step_through(program, compares, is_async);
    printf("instructions %" PRIu64 "\n", result.instructions);
    printf("exact %" PRIu64 "\n", result.exact);
    printf("by-frame-pointers %" PRIu64 "\n", result.exact_by_frame_pointers);
    if (is_async) {
        printf("async %" PRIu64 "\n", result.async);
        printf("async-marked %" PRIu64 "\n", result.async_marked);
    }
    if (compares) {
        printf("by-libunwind %" PRIu64 "\n", result.exact_by_libunwind);
    }
    return 0;
}

int main(int count, char **arguments) {
    char message[512];
    if (lab_unwind_prepare(message, sizeof(message)) != 0) {
        fprintf(stderr, "%s\n", message);
        return 1;
    }
    const char *verb = count > 1 ? arguments[1] : "";
    if (strcmp(verb, "step") == 0) {
        return step(count - 2, arguments + 2);
    } else if (strcmp(verb, "benchmark") == 0) {
        return benchmark(count > 2 ? arguments[2] : NULL);
    } else if (strcmp(verb, "deep") == 0 && count == 4) {
        return unwind_deep(atoi(arguments[2]), atoi(arguments[3]));
    } else if (strcmp(verb, "forbidden") == 0 && count == 4) {
        return unwind_forbidden(atoi(arguments[2]), atoi(arguments[3]));
    } else if (strcmp(verb, "alternate-stack") == 0) {
        return unwind_alternate_stack();
    } else if (strcmp(verb, "overflow") == 0) {
        return unwind_overflow();
    } else if (strcmp(verb, "anything") == 0 && count == 3) {
        return unwind_anything(atoi(arguments[2]));
    }
    fprintf(
        stderr,
        "usage: FixtureUnwinding step LIBRARY FUNCTION [--libunwind | --async CHAIN] | benchmark [LIBRARY]\n"
        "       | deep FRAMES CAPACITY | forbidden FRAMES CAPACITY | alternate-stack | overflow | anything COUNT\n");
    return 2;
}
