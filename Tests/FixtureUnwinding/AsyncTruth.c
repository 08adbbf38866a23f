// The async callers that a sample must show are known by construction: each function of these programs is awaited in
// one place, so that its name tells its caller's. Symbols come from `nm`, not from the unwinder's own reading.
#define _GNU_SOURCE
#include "include/AsyncTruth.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../Sources/CProfilers/include/CProfilers.h"

enum { SYMBOL_LIMIT = 200000, CHAIN_LIMIT = 64 };

struct symbol {
    uint64_t start;
    uint64_t end;
    const char *name;
    bool is_async;
};

static struct symbol symbols[SYMBOL_LIMIT];
static size_t symbol_count;
/// Parts of names, from the innermost to the root; NULL ends a chain. Before one that starts with ~ there may be others.
static const char *chain[CHAIN_LIMIT];
static int chain_length;

static int by_start(const void *left, const void *right) {
    uint64_t a = ((const struct symbol *)left)->start;
    uint64_t b = ((const struct symbol *)right)->start;
    return a < b ? -1 : a > b;
}

static int by_name(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool is_resume_function(const char *name) {
    size_t length = strlen(name);
    if (length < 4 || name[length - 1] != '_') {
        return false;
    }
    size_t digits = length - 1;
    while (digits > 2 && name[digits - 1] >= '0' && name[digits - 1] <= '9') {
        digits--;
    }
    return digits < length - 1 && name[digits - 2] == 'T' && (name[digits - 1] == 'Q' || name[digits - 1] == 'Y');
}

static void read_symbols(const char *path, uint64_t bias) {
    static const char *records[SYMBOL_LIMIT];
    size_t record_count = 0;
    size_t first = symbol_count;
    char command[4096];
    snprintf(command, sizeof(command), "nm -S --defined-only '%s'", path);
    FILE *stream = popen(command, "r");
    char line[8192];
    while (stream != NULL && fgets(line, sizeof(line), stream) != NULL && symbol_count < SYMBOL_LIMIT) {
        uint64_t start;
        uint64_t size;
        char type;
        char name[8000];
        if (sscanf(line, "%lx %lx %c %7999s", &start, &size, &type, name) != 4) {
            continue;
        }
        size_t length = strlen(name);
        if (type == 't' || type == 'T') {
            symbols[symbol_count++] = (struct symbol){
                .start = bias + start, .end = bias + start + size, .name = strdup(name)};
        } else if (length > 2 && strcmp(name + length - 2, "Tu") == 0 && record_count < SYMBOL_LIMIT) {
            name[length - 2] = '\0';
            records[record_count++] = strdup(name);
        }
    }
    if (stream != NULL) {
        pclose(stream);
    }
    qsort(records, record_count, sizeof(records[0]), by_name);
    for (size_t i = first; i < symbol_count; i++) {
        symbols[i].is_async = is_resume_function(symbols[i].name)
            || bsearch(&symbols[i].name, records, record_count, sizeof(records[0]), by_name) != NULL;
    }
}

static int visit(struct dl_phdr_info *info, size_t size, void *argument) {
    (void)size;
    char real[4096];
    char wanted[4096];
    if (info->dlpi_name == NULL || realpath(info->dlpi_name, real) == NULL) {
        return 0;
    }
    bool is_library = realpath(argument, wanted) != NULL && strcmp(real, wanted) == 0;
    if (is_library || strstr(real, "libswift_Concurrency") != NULL) {
        read_symbols(real, info->dlpi_addr);
    }
    return 0;
}

bool async_truth_prepare(const char *library_path, const char *names) {
    char *copy = strdup(names);
    for (char *part = strsep(&copy, ";"); part != NULL; part = strsep(&copy, ";")) {
        for (char *name = strsep(&part, ","); name != NULL && chain_length + 2 < CHAIN_LIMIT; name = strsep(&part, ",")) {
            chain[chain_length++] = name;
        }
        chain[chain_length++] = NULL;
    }
    dl_iterate_phdr(visit, (void *)library_path);
    qsort(symbols, symbol_count, sizeof(symbols[0]), by_start);
    return symbol_count > 0 && chain_length > 0;
}

static const struct symbol *symbol_of(uint64_t address) {
    size_t low = 0;
    size_t high = symbol_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (symbols[middle].start <= address) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    // Symbols of equal address: any that is async counts.
    for (size_t i = low; i > 0 && i + 4 > low; i--) {
        if (address < symbols[i - 1].end && symbols[i - 1].is_async) {
            return &symbols[i - 1];
        }
    }
    return low > 0 && address < symbols[low - 1].end ? &symbols[low - 1] : NULL;
}

const char *async_name_of(uint64_t address) {
    const struct symbol *symbol = symbol_of(address);
    return symbol == NULL ? NULL : symbol->name;
}

/// Where a chain starts or goes on with this function. Closures are named like the function that they are in, so they start none.
static const char **place_in_chain(const char *name) {
    bool is_closure = strstr(name, "fU") != NULL || strstr(name, "fu_") != NULL;
    for (int i = 0; i < chain_length && !is_closure; i++) {
        if (chain[i] != NULL && chain[i][0] != '~' && strstr(name, chain[i]) != NULL) {
            return &chain[i];
        }
    }
    return NULL;
}

/// Goes on in the chain with a caller's name. False where another one should be here.
static bool follow_chain(const char ***place, const char *name) {
    const char *next = **place == NULL ? NULL : (*place)[1];
    if (next == NULL) {
        return true;
    }
    bool may_be_later = next[0] == '~';
    if (strstr(name, next + may_be_later) != NULL) {
        (*place)++;
        return true;
    }
    return may_be_later;
}

enum async_verdict async_judge(
    const uint64_t *found, uint32_t count, const uint64_t *physical, uint32_t physical_count) {
    uint32_t leaf = 0;
    const struct symbol *symbol = NULL;
    while (leaf < physical_count && ((symbol = symbol_of(physical[leaf])) == NULL || !symbol->is_async)) {
        leaf++;
    }
    if (leaf == physical_count) {
        return NOT_ASYNC;
    }
    if (count <= leaf || memcmp(found, physical, (leaf + 1) * sizeof(found[0])) != 0) {
        return ASYNC_WRONG;
    }
    const char **place = place_in_chain(symbol->name);
    for (uint32_t i = leaf + 1; i < count; i++) {
        if (found[i] < LAB_FRAME_MARKER_LIMIT) {
            return i + 1 == count ? ASYNC_MARKED : ASYNC_WRONG;
        }
        const struct symbol *caller = symbol_of(found[i]);
        // A context resumes where a function starts.
        if (caller == NULL || caller->start != found[i]) {
            return ASYNC_WRONG;
        }
        bool is_root = strstr(caller->name, "completeTask") != NULL || strstr(caller->name, "completeInlineTask") != NULL;
        if (is_root != (i + 1 == count)) {
            return ASYNC_WRONG;
        }
        if (place != NULL && !follow_chain(&place, caller->name)) {
            return ASYNC_WRONG;
        }
    }
    return count > leaf + 1 && (place == NULL || place[1] == NULL) ? ASYNC_RIGHT : ASYNC_WRONG;
}
