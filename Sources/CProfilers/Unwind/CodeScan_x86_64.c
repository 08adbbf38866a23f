// See CodeScan_x86_64.h.
//
// Where a function has no unwind information it was compiled with frame pointers, or it would have no stack trace at all. But
// functions that call nobody do without a frame, and others set theirs up only on the path that needs it. What
// comes next tells: code that returns, or sets up a frame, has none now; code that calls, or gives a frame back, has one.
#define _GNU_SOURCE
#if defined(__x86_64__)

#include "CodeScan_x86_64.h"

#include "Instruction_x86_64.h"
#include "Memory.h"
#include "UnwindTable.h"

enum {
    /// Instructions that are looked at before the usual is assumed.
    INSTRUCTION_LIMIT = 512,
    BRANCH_LIMIT = 8,
    STACK_POINTER = 4,
    FRAME_POINTER = 5,
};

struct branch {
    uintptr_t address;
    int32_t depth;
};

struct scan {
    const struct lab_found_module *module;
    struct lab_memory memory;
    uintptr_t address;
    int32_t depth;
    bool is_after_addition;
    struct branch branches[BRANCH_LIMIT];
    int branch_count;
};

enum finding { NOTHING_YET, FRAMELESS, FRAMED, DEAD_END };

static bool read_instruction(struct scan *scan, struct lab_instruction *instruction) {
    uint8_t code[LAB_INSTRUCTION_LIMIT + 1];
    uintptr_t end = scan->module->code_end;
    if (scan->address < scan->module->code_start || scan->address >= end) {
        return false;
    }
    int size = end - scan->address < sizeof(code) ? (int)(end - scan->address) : (int)sizeof(code);
    return lab_memory_read(&scan->memory, scan->address, code, (size_t)size)
        && lab_instruction_decode(code, size, instruction);
}

static int operand_register(const struct lab_instruction *instruction) {
    return (instruction->modrm & 7) | (instruction->rex & 1) << 3;
}

static int operation(const struct lab_instruction *instruction) {
    return instruction->modrm >> 3 & 7;
}

static bool is_register_form(const struct lab_instruction *instruction) {
    return instruction->modrm >> 6 == 3;
}

/// A function without unwind information leaves for one that has some only by calling it as its last act.
static bool is_function_with_information(const struct scan *scan, uintptr_t address) {
    struct lab_unwind_entry entry;
    const struct lab_unwind_table *table = &scan->module->unwind_table;
    return table->header != 0 && lab_unwind_table_search(table, address, &entry)
        && lab_unwind_entry_covers(table, &entry, address);
}

static enum finding jump(struct scan *scan, uintptr_t target) {
    if (is_function_with_information(scan, target)) {
        return FRAMELESS;
    }
    scan->address = target;
    return NOTHING_YET;
}

static enum finding look_at_group_ff(struct scan *scan, const struct lab_instruction *instruction) {
    switch (operation(instruction)) {
    case 2:
    case 3:
        return FRAMED;
    case 4:
        // A jump table ends in `add; jmp *register`. Everything else is a call as the last act.
        return scan->is_after_addition && is_register_form(instruction) ? DEAD_END : FRAMELESS;
    case 6:
        scan->depth -= 8;
        return NOTHING_YET;
    default:
        return NOTHING_YET;
    }
}

static void keep_branch(struct scan *scan, uintptr_t target) {
    if (scan->branch_count < BRANCH_LIMIT) {
        scan->branches[scan->branch_count++] = (struct branch){.address = target, .depth = scan->depth};
    }
}

/// Looks at one instruction; `scan->address` is behind it already.
static enum finding look_at_one_byte(struct scan *scan, const struct lab_instruction *instruction) {
    uint8_t opcode = instruction->opcode;
    int number = (opcode & 7) | (instruction->rex & 1) << 3;
    switch (opcode) {
    case 0x50 ... 0x57:
        if (number == FRAME_POINTER) {
            return FRAMELESS;
        }
        scan->depth -= 8;
        return NOTHING_YET;
    case 0x58 ... 0x5f:
        if (number == FRAME_POINTER) {
            return FRAMED;
        }
        scan->depth += 8;
        return NOTHING_YET;
    case 0x68:
    case 0x6a:
        scan->depth -= 8;
        return NOTHING_YET;
    case 0x81:
    case 0x83:
        if (is_register_form(instruction) && operand_register(instruction) == STACK_POINTER) {
            int32_t amount = (int32_t)instruction->immediate;
            scan->depth += operation(instruction) == 0 ? amount : operation(instruction) == 5 ? -amount : 0;
        }
        return NOTHING_YET;
    case 0x70 ... 0x7f:
        keep_branch(scan, scan->address + (uintptr_t)instruction->immediate);
        return NOTHING_YET;
    case 0xe9:
    case 0xeb:
        return jump(scan, scan->address + (uintptr_t)instruction->immediate);
    case 0xc2:
    case 0xc3:
        return FRAMELESS;
    case 0xc9:
    case 0xe8:
        return FRAMED;
    case 0xcc:
    case 0xf4:
        return DEAD_END;
    case 0xff:
        return look_at_group_ff(scan, instruction);
    default:
        return NOTHING_YET;
    }
}

static enum finding look_at(struct scan *scan, const struct lab_instruction *instruction) {
    if (instruction->is_vector) {
        return NOTHING_YET;
    }
    if (instruction->map == LAB_MAP_ONE_BYTE) {
        return look_at_one_byte(scan, instruction);
    }
    if (instruction->map == LAB_MAP_0F && instruction->opcode == 0x0b) {
        return DEAD_END;
    }
    if (instruction->map == LAB_MAP_0F && (instruction->opcode & 0xf0) == 0x80) {
        keep_branch(scan, scan->address + (uintptr_t)instruction->immediate);
    }
    return NOTHING_YET;
}

struct lab_code_scan lab_code_scan(uintptr_t address, const struct lab_found_module *module) {
    struct scan scan = {.module = module, .address = address};
    lab_memory_initialize(&scan.memory);
    uint8_t before[3];
    scan.is_after_addition = lab_memory_read(&scan.memory, address - sizeof(before), before, sizeof(before))
        && (before[0] & 0xf8) == 0x48 && (before[1] == 0x01 || before[1] == 0x03) && before[2] >= 0xc0;
    for (int i = 0; i < INSTRUCTION_LIMIT; i++) {
        struct lab_instruction instruction;
        enum finding finding = DEAD_END;
        if (read_instruction(&scan, &instruction)) {
            scan.address += instruction.length;
            finding = look_at(&scan, &instruction);
            scan.is_after_addition =
                instruction.map == LAB_MAP_ONE_BYTE && (instruction.opcode == 0x01 || instruction.opcode == 0x03);
        }
        if (finding == FRAMELESS) {
            return (struct lab_code_scan){.is_frameless = true, .depth = -scan.depth};
        }
        if (finding == FRAMED || (finding == DEAD_END && scan.branch_count == 0)) {
            break;
        }
        if (finding == DEAD_END) {
            scan.branch_count--;
            scan.address = scan.branches[scan.branch_count].address;
            scan.depth = scan.branches[scan.branch_count].depth;
        }
    }
    return (struct lab_code_scan){.is_frameless = false};
}

#endif
