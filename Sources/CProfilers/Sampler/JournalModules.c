// See JournalModules.h.
#define _GNU_SOURCE
#include "JournalModules.h"

#include <string.h>

#include "../Unwind/Modules.h"
#include "../Unwind/Unwind.h"
#include "Journal.h"
#include "SamplerState.h"

enum { BATCH = 256 };

// How many modules are in the journal.
static uint32_t modules_written;

struct batch {
    const struct lab_module *modules[BATCH];
    /// Those from this number on, as far as there is room.
    uint32_t first;
};

static void write_segment(
    const struct lab_module *module, const struct lab_code_segment *segment, uint64_t time) {
    const char *path = module->path == NULL ? "" : module->path;
    lab_journal_begin(LAB_JOURNAL_MODULE);
    lab_journal_put_u64(segment->start);
    lab_journal_put_u64(segment->end);
    lab_journal_put_u64(segment->file_offset);
    lab_journal_put_u64(time);
    lab_journal_put_text(path, strlen(path));
    lab_journal_put_text((const char *)module->build_id, module->build_id_size);
    lab_journal_finish();
}

static void collect(const struct lab_module *module, void *argument) {
    struct batch *batch = argument;
    uint32_t place = module->sequence - 1 - batch->first;
    if (place < BATCH) batch->modules[place] = module;
}

void lab_journal_reset_modules(void) { modules_written = 0; }

void lab_journal_write_modules(void) {
    lab_unwind_refresh();
    uint64_t time = modules_written == 0 ? 0 : lab_time(CLOCK_MONOTONIC);
    uint32_t seen = lab_modules_seen();
    while (modules_written < seen) {
        // They are visited from the latest on; readers take a later record for what lies over an earlier one's addresses.
        struct batch batch = {.first = modules_written};
        lab_modules_visit(modules_written, collect, &batch);
        for (uint32_t place = 0; place < BATCH && modules_written < seen; place++, modules_written++) {
            const struct lab_module *module = batch.modules[place];
            if (module == NULL) continue;
            for (uint32_t index = 0; index < module->segment_count; index++) {
                write_segment(module, &module->segments[index], time);
            }
        }
    }
}
