// See UnwindTable.h. Memory of modules is only copied, never read in place: a module may go while a handler looks at it.
//
// The section's form: Linux Standard Base, "The .eh_frame_hdr section".
#include "UnwindTable.h"

#include <stdlib.h>

#include "Memory.h"

enum {
    VERSION = 1,
    /// DW_EH_PE_udata4.
    COUNT_ENCODING = 0x03,
    /// DW_EH_PE_datarel | DW_EH_PE_sdata4.
    TABLE_ENCODING = 0x3b,
    /// No module has as many functions as this.
    COUNT_LIMIT = 1 << 26,
};

struct header {
    uint8_t version;
    uint8_t pointer_encoding;
    uint8_t count_encoding;
    uint8_t table_encoding;
    int32_t pointer;
    uint32_t count;
};

void lab_unwind_table_read(struct lab_unwind_table *table, uintptr_t address) {
    *table = (struct lab_unwind_table){0};
    struct header header;
    if (lab_memory_copy(&header, address, sizeof(header)) != sizeof(header)) {
        return;
    }
    // The pointer that stands before the count has four bytes in these encodings.
    uint8_t pointer_format = header.pointer_encoding & 0x0f;
    if (header.version != VERSION || header.count_encoding != COUNT_ENCODING
        || header.table_encoding != TABLE_ENCODING || (pointer_format != 0x03 && pointer_format != 0x0b)
        || header.count > COUNT_LIMIT) {
        return;
    }
    table->header = address;
    table->entries = address + sizeof(header);
    table->count = header.count;
}

void lab_unwind_table_index(struct lab_unwind_table *table) {
    if (table->header == 0 || table->count <= LAB_INDEX_STRIDE) {
        return;
    }
    size_t size = (table->count + LAB_INDEX_STRIDE - 1) / LAB_INDEX_STRIDE;
    int32_t *index = malloc(size * sizeof(*index));
    if (index == NULL) {
        return;
    }
    const struct lab_unwind_entry *entries = (const struct lab_unwind_entry *)table->entries;
    for (size_t i = 0; i < size; i++) {
        index[i] = entries[i * LAB_INDEX_STRIDE].function;
    }
    table->index = index;
}

static bool function_at(const struct lab_unwind_table *table, uint32_t position, int32_t *function) {
    if (table->index != NULL && position % LAB_INDEX_STRIDE == 0) {
        *function = table->index[position / LAB_INDEX_STRIDE];
        return true;
    }
    uintptr_t address = table->entries + position * sizeof(struct lab_unwind_entry);
    return lab_memory_copy(function, address, sizeof(*function)) == sizeof(*function);
}

bool lab_unwind_table_search(const struct lab_unwind_table *table, uintptr_t address, struct lab_unwind_entry *entry) {
    intptr_t offset = (intptr_t)(address - table->header);
    if (table->header == 0 || offset > INT32_MAX || offset < INT32_MIN) {
        return false;
    }
    uint32_t low = 0;
    uint32_t high = (table->count + LAB_INDEX_STRIDE - 1) / LAB_INDEX_STRIDE;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int32_t function;
        if (!function_at(table, middle * LAB_INDEX_STRIDE, &function)) {
            return false;
        }
        if (function <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) {
        return false;
    }
    struct lab_unwind_entry entries[LAB_INDEX_STRIDE];
    uint32_t first = (low - 1) * LAB_INDEX_STRIDE;
    uint32_t count = table->count - first < LAB_INDEX_STRIDE ? table->count - first : LAB_INDEX_STRIDE;
    size_t size = count * sizeof(entries[0]);
    if (lab_memory_copy(entries, table->entries + first * sizeof(entries[0]), size) != size) {
        return false;
    }
    while (count > 1 && entries[count - 1].function > offset) {
        count -= 1;
    }
    *entry = entries[count - 1];
    return true;
}

bool lab_unwind_entry_covers(
    const struct lab_unwind_table *table, const struct lab_unwind_entry *entry, uintptr_t address) {
    // Length, offset of the CIE, start and size: linkers that write the table write both as four bytes from here.
    int32_t description[4];
    uintptr_t at = table->header + (uintptr_t)(intptr_t)entry->information;
    if (lab_memory_copy(description, at, sizeof(description)) != sizeof(description) || description[0] == -1) {
        return false;
    }
    uintptr_t start = table->header + (uintptr_t)(intptr_t)entry->function;
    return address - start < (uint32_t)description[3];
}
