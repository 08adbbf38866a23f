// How long an x86-64 instruction is, and what it does to control flow. For signal handlers.
#ifndef LAB_INSTRUCTION_X86_64_H
#define LAB_INSTRUCTION_X86_64_H

#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum { LAB_INSTRUCTION_LIMIT = 15 };

enum lab_opcode_map { LAB_MAP_ONE_BYTE, LAB_MAP_0F, LAB_MAP_0F38, LAB_MAP_0F3A };

struct lab_instruction {
    uint8_t length;
    uint8_t map;
    uint8_t opcode;
    /// The bits of the REX prefix, 0 where there is none.
    uint8_t rex;
    uint8_t modrm;
    bool has_modrm;
    /// Whether it is one of VEX's or EVEX's: arithmetic, never control flow.
    bool is_vector;
    /// The immediate operand or the relative target of a branch, extended with its sign.
    int64_t immediate;
    int32_t displacement;
};

/// Decodes the instruction at `code`, of which `size` bytes can be read. False where it is none.
bool lab_instruction_decode(const uint8_t *code, int size, struct lab_instruction *instruction);

#pragma GCC visibility pop

#endif
