// The table of .eh_frame_hdr that finds a function's unwind information. For signal handlers, but for the index.
#ifndef LAB_UNWIND_TABLE_H
#define LAB_UNWIND_TABLE_H

#include "Modules.h"

#pragma GCC visibility push(hidden)

/// Reads the head of the section at `header`; leaves the table empty where it is of a form that linkers do not write.
void lab_unwind_table_read(struct lab_unwind_table *table, uintptr_t header);

/// Makes the index that keeps searches short; not for signal handlers, and only while the module stays loaded.
void lab_unwind_table_index(struct lab_unwind_table *table);

/// A pair of the table, as it is in the section: offsets from the section.
struct lab_unwind_entry {
    int32_t function;
    int32_t information;
};

/// Finds the last function that starts at or before `address`. It may end before it.
bool lab_unwind_table_search(const struct lab_unwind_table *table, uintptr_t address, struct lab_unwind_entry *entry);

/// Whether the function at `entry` reaches as far as `address`.
bool lab_unwind_entry_covers(
    const struct lab_unwind_table *table, const struct lab_unwind_entry *entry, uintptr_t address);

#pragma GCC visibility pop

#endif
