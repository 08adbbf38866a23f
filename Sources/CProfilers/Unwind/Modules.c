// See Modules.h, which says what may be called from a signal handler.
#define _GNU_SOURCE
#include "Modules.h"

#include "../Sampler/SignalMask.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <link.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../include/LabAttributes.h"
#include "AsyncFunctions.h"
#include "Memory.h"
#include "Unwind.h"
#include "UnwindTable.h"

/// Code of one module, in the order of addresses.
struct code_range {
    uintptr_t start;
    uintptr_t end;
    const struct lab_module *module;
};

struct snapshot {
    struct snapshot *retired_before;
    size_t count;
    struct code_range ranges[];
};

_Atomic bool lab_modules_watched;

static _Atomic(struct snapshot *) current;
static _Atomic(const struct lab_module *) latest;
static _Atomic uint32_t seen;

/// Unloadings that are under way, and how many there were.
static _Atomic uint32_t unloading;
static _Atomic uint64_t unloaded;

static _Atomic uint32_t handlers_inside;
static _Atomic bool gate_is_closed;
/// In the thread that forks, whose handlers are done before it goes on: they may enter all the same.
static LAB_THREAD_LOCAL volatile bool closed_the_gate;
/// A thread that forks waits for `refreshing`: others that load and unload all the time must let it have its turn.
static _Atomic bool fork_is_waiting;

/// Held while a snapshot is taken. Never waited for by threads that load or unload modules.
static pthread_mutex_t refreshing = PTHREAD_MUTEX_INITIALIZER;
static _Atomic bool look_again;
/// Only under `refreshing`.
static struct snapshot *retired;
static uint64_t known_additions;
static uint64_t known_removals;

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 35)
#define HAS_FIND_OBJECT 1
/// Looked up beforehand: the first call through the PLT would enter the loader.
static int (*find_object)(void *, struct dl_find_object *);
#endif

// MARK: The gate

bool lab_gate_enter(void) {
    atomic_fetch_add(&handlers_inside, 1);
    if (atomic_load(&gate_is_closed) && !closed_the_gate) {
        atomic_fetch_sub(&handlers_inside, 1);
        return false;
    }
    return true;
}

void lab_gate_leave(void) {
    atomic_fetch_sub(&handlers_inside, 1);
}

void lab_unwind_quiesce(void) {
    atomic_store(&fork_is_waiting, true);
    pthread_mutex_lock(&refreshing);
    atomic_store(&gate_is_closed, true);
    while (atomic_load(&handlers_inside) != 0) {
        sched_yield();
    }
    closed_the_gate = true;
}

void lab_unwind_reopen(void) {
    closed_the_gate = false;
    atomic_store(&gate_is_closed, false);
    atomic_store(&fork_is_waiting, false);
    pthread_mutex_unlock(&refreshing);
}

// Whether another thread's hold on the loader's lock may have been copied by fork.
static _Atomic bool loader_may_be_locked;

void lab_unwind_distrust_loader(void) {
    atomic_store(&loader_may_be_locked, true);
    // Whoever was unloading is not in this process.
    atomic_store(&unloading, 0);
}

// MARK: Epochs

void lab_modules_begin_unloading(void) {
    atomic_fetch_add(&unloading, 1);
}

void lab_modules_end_unloading(void) {
    // The loader's lock was there to be had.
    atomic_store(&loader_may_be_locked, false);
    atomic_fetch_add(&unloaded, 1);
    atomic_fetch_sub(&unloading, 1);
}

uint64_t lab_modules_epoch(void) {
    uint64_t epoch = atomic_load(&unloaded) + 1;
    return atomic_load(&unloading) == 0 ? epoch : 0;
}

// MARK: Reading modules

static void read_build_id(struct lab_module *module, const ElfW(Phdr) *header) {
    const uint8_t *notes = (const uint8_t *)(module->bias + header->p_vaddr);
    size_t left = header->p_memsz;
    while (left >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)notes;
        size_t alignment = header->p_align == 8 ? 8 : 4;
        size_t name = (sizeof(*note) + note->n_namesz + alignment - 1) & -alignment;
        size_t size = (name + note->n_descsz + alignment - 1) & -alignment;
        if (note->n_namesz > left || note->n_descsz > left || size > left) {
            return;
        }
        if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(note + 1, "GNU", 4) == 0) {
            module->build_id_size = note->n_descsz < LAB_BUILD_ID_LIMIT ? note->n_descsz : LAB_BUILD_ID_LIMIT;
            memcpy(module->build_id, notes + ((sizeof(*note) + 4 + alignment - 1) & -alignment), module->build_id_size);
            return;
        }
        notes += size;
        left -= size;
    }
}

static void read_program_headers(struct lab_module *module, const struct dl_phdr_info *info) {
    module->bias = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_LOAD && (header->p_flags & PF_X) != 0
            && module->segment_count < LAB_MODULE_SEGMENT_LIMIT) {
            module->segments[module->segment_count++] = (struct lab_code_segment){
                .start = module->bias + header->p_vaddr,
                .end = module->bias + header->p_vaddr + header->p_memsz,
                .file_offset = header->p_offset,
            };
        } else if (header->p_type == PT_NOTE && module->build_id_size == 0) {
            read_build_id(module, header);
        } else if (header->p_type == PT_GNU_EH_FRAME) {
            lab_unwind_table_read(&module->unwind_table, module->bias + header->p_vaddr);
        }
    }
}

static const char *path_of(const struct dl_phdr_info *info) {
    if (info->dlpi_name != NULL && strncmp(info->dlpi_name, "linux-vdso", 10) == 0) {
        return strdup("[vdso]");
    }
    if (info->dlpi_name != NULL && info->dlpi_name[0] != '\0') {
        char resolved[PATH_MAX];
        return strdup(realpath(info->dlpi_name, resolved) != NULL ? resolved : info->dlpi_name);
    }
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
    path[length < 0 ? 0 : length] = '\0';
    return strdup(path);
}

static bool is_same(const struct lab_module *module, const struct lab_module *other) {
    return module->bias == other->bias && module->segment_count == other->segment_count
        && module->build_id_size == other->build_id_size && module->unwind_table.header == other->unwind_table.header
        && memcmp(module->build_id, other->build_id, module->build_id_size) == 0
        && memcmp(module->segments, other->segments, module->segment_count * sizeof(module->segments[0])) == 0
        && module->build_id_size > 0;
}

/// A module that was seen before is the same object again: one that comes and goes takes no memory.
static const struct lab_module *known_module(const struct lab_module *module) {
    for (const struct lab_module *known = atomic_load(&latest); known != NULL; known = known->earlier) {
        if (is_same(known, module)) {
            return known;
        }
    }
    return NULL;
}

// MARK: Taking a snapshot

struct collection {
    /// The latest module that was known before.
    const struct lab_module *known;
    struct snapshot *snapshot;
    size_t capacity;
    uint64_t additions;
    uint64_t removals;
    bool failed;
};

static void add_ranges(struct collection *collection, const struct lab_module *module) {
    size_t needed = (collection->snapshot == NULL ? 0 : collection->snapshot->count) + module->segment_count;
    if (needed > collection->capacity) {
        size_t capacity = needed * 2 + 64;
        struct snapshot *larger =
            realloc(collection->snapshot, sizeof(struct snapshot) + capacity * sizeof(struct code_range));
        if (larger == NULL) {
            collection->failed = true;
            return;
        }
        if (collection->snapshot == NULL) {
            larger->count = 0;
        }
        collection->snapshot = larger;
        collection->capacity = capacity;
    }
    for (uint32_t i = 0; i < module->segment_count; i++) {
        collection->snapshot->ranges[collection->snapshot->count++] = (struct code_range){
            .start = module->segments[i].start, .end = module->segments[i].end, .module = module};
    }
}

/// Called under the loader's lock, so that what a module maps is there.
static int collect(struct dl_phdr_info *info, size_t size, void *argument) {
    struct collection *collection = argument;
    if (size >= offsetof(struct dl_phdr_info, dlpi_subs) + sizeof(info->dlpi_subs)) {
        collection->additions = info->dlpi_adds;
        collection->removals = info->dlpi_subs;
    }
    struct lab_module read = {0};
    read_program_headers(&read, info);
    const struct lab_module *module = known_module(&read);
    if (module == NULL && read.segment_count > 0) {
        struct lab_module *fresh = malloc(sizeof(*fresh));
        if (fresh == NULL) {
            collection->failed = true;
            return 1;
        }
        *fresh = read;
        fresh->path = path_of(info);
        if (fresh->path == NULL) {
            free(fresh);
            collection->failed = true;
            return 1;
        }
        lab_unwind_table_index(&fresh->unwind_table);
        fresh->earlier = atomic_load(&latest);
        fresh->sequence = atomic_load(&seen) + 1;
        atomic_store(&latest, fresh);
        atomic_store(&seen, fresh->sequence);
        module = fresh;
    }
    if (module != NULL) {
        add_ranges(collection, module);
    }
    return collection->failed ? 1 : 0;
}

/// Reads files, which the loader's lock is not held for. Handlers see the modules only when the snapshot is published.
static void read_async_functions(const struct lab_module *known) {
    for (const struct lab_module *module = atomic_load(&latest); module != known; module = module->earlier) {
        ((struct lab_module *)module)->async_functions = lab_async_functions_read(module);
    }
}

static int count_changes(struct dl_phdr_info *info, size_t size, void *argument) {
    struct collection *collection = argument;
    if (size < offsetof(struct dl_phdr_info, dlpi_subs) + sizeof(info->dlpi_subs)) {
        return 1;
    }
    collection->additions = info->dlpi_adds;
    collection->removals = info->dlpi_subs;
    return 1;
}

static int by_start(const void *left, const void *right) {
    uintptr_t a = ((const struct code_range *)left)->start;
    uintptr_t b = ((const struct code_range *)right)->start;
    return a < b ? -1 : a > b;
}

static void free_retired(void) {
    if (atomic_load(&handlers_inside) != 0) {
        return;
    }
    // A handler that comes now finds the new snapshot.
    while (retired != NULL) {
        struct snapshot *older = retired->retired_before;
        free(retired);
        retired = older;
    }
}

static int take_snapshot(void) {
    if (atomic_load(&loader_may_be_locked) && atomic_load(&current) != NULL) {
        return 0;
    }
    struct collection changes = {0};
    dl_iterate_phdr(count_changes, &changes);
    free_retired();
    if (atomic_load(&current) != NULL && changes.additions != 0 && changes.additions == known_additions
        && changes.removals == known_removals) {
        return 0;
    }
    struct collection collection = {.known = atomic_load(&latest)};
    dl_iterate_phdr(collect, &collection);
    read_async_functions(collection.known);
    if (collection.failed || collection.snapshot == NULL) {
        free(collection.snapshot);
        return ENOMEM;
    }
    qsort(collection.snapshot->ranges, collection.snapshot->count, sizeof(struct code_range), by_start);
    // Modules also go without `dlclose`, as iconv's do.
    if (collection.removals != known_removals) {
        atomic_fetch_add(&unloaded, 1);
    }
    known_additions = collection.additions;
    known_removals = collection.removals;
    struct snapshot *former = atomic_exchange(&current, collection.snapshot);
    if (former != NULL) {
        former->retired_before = retired;
        retired = former;
        free_retired();
    }
    return 0;
}

int lab_modules_refresh(void) {
#ifdef HAS_FIND_OBJECT
    if (find_object == NULL) {
        find_object = (int (*)(void *, struct dl_find_object *))dlsym(RTLD_DEFAULT, "_dl_find_object");
    }
#endif
    atomic_store(&lab_modules_watched, true);
    atomic_store(&look_again, true);
    int result = 0;
    // A handler that forks on top of this would wait for the lock for ever.
    lab_signal_mask signals = lab_signals_block();
    while (!atomic_load(&fork_is_waiting) && atomic_load(&look_again) && pthread_mutex_trylock(&refreshing) == 0) {
        atomic_store(&look_again, false);
        result = take_snapshot();
        pthread_mutex_unlock(&refreshing);
    }
    lab_signals_restore(signals);
    return result;
}

// MARK: Asking

uint32_t lab_modules_seen(void) {
    return atomic_load(&seen);
}

void lab_modules_visit(uint32_t known, void (*visit)(const struct lab_module *module, void *argument), void *argument) {
    for (const struct lab_module *module = atomic_load(&latest); module != NULL && module->sequence > known;
         module = module->earlier) {
        visit(module, argument);
    }
}

static bool find_in_snapshot(uintptr_t address, struct lab_found_module *found) {
    const struct snapshot *snapshot = atomic_load(&current);
    size_t low = 0;
    size_t high = snapshot == NULL ? 0 : snapshot->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct code_range *range = &snapshot->ranges[middle];
        if (address < range->start) {
            high = middle;
        } else if (address >= range->end) {
            low = middle + 1;
        } else {
            found->module = range->module;
            found->code_start = range->start;
            found->code_end = range->end;
            found->unwind_table = range->module->unwind_table;
            return true;
        }
    }
    return false;
}

bool lab_modules_find(uintptr_t address, struct lab_found_module *found) {
#ifdef HAS_FIND_OBJECT
    struct dl_find_object object;
    if (find_object == NULL) {
        return find_in_snapshot(address, found);
    }
    bool is_loaded = find_object((void *)address, &object) == 0;
    bool is_known = find_in_snapshot(address, found);
    // The snapshot may hold a module that is gone, or lack one that came; what is both loaded and known is certain. The
    // vDSO is the exception: it is in the snapshot only.
    if (is_known
        && (!is_loaded || found->unwind_table.header == 0
            || found->unwind_table.header == (uintptr_t)object.dlfo_eh_frame)) {
        return true;
    }
    if (!is_loaded) {
        return false;
    }
    found->module = NULL;
    found->code_start = (uintptr_t)object.dlfo_map_start;
    found->code_end = (uintptr_t)object.dlfo_map_end;
    found->unwind_table = (struct lab_unwind_table){0};
    if (object.dlfo_eh_frame != NULL) {
        lab_unwind_table_read(&found->unwind_table, (uintptr_t)object.dlfo_eh_frame);
    }
    return true;
#else
    return find_in_snapshot(address, found);
#endif
}
