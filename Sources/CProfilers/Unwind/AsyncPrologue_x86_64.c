// See AsyncPrologue.h.
//
// LLVM writes `push %rbp; push %r14; lea 8(%rsp), %rbp`, after room on the stack for arguments if need be, so that the context lies below the saved frame pointer. A function that starts
// with the context of what it awaited then loads its own from there and stores it in place of the other.
#if defined(__x86_64__)

#include "AsyncPrologue.h"

#include <string.h>

#include "Instruction_x86_64.h"

enum { INSTRUCTION_LIMIT = 64, RBP = 5, CONTEXT_OFFSET = -8 };

static const uint8_t start[] = {0x55, 0x41, 0x56, 0x48, 0x8d, 0x6c, 0x24, 0x08};
enum { PUSHED_CONTEXT_AT = 3 };

static int modrm_register(const struct lab_instruction *instruction) {
    return (instruction->modrm >> 3 & 7) | (instruction->rex & 4) << 1;
}

static int modrm_operand(const struct lab_instruction *instruction) {
    return (instruction->modrm & 7) | (instruction->rex & 1) << 3;
}

static bool leaves_straight_line(const struct lab_instruction *instruction) {
    uint8_t opcode = instruction->opcode;
    if (instruction->map == LAB_MAP_0F) {
        return (opcode & 0xf0) == 0x80 || opcode == 0x0b;
    }
    return instruction->map == LAB_MAP_ONE_BYTE
        && ((opcode & 0xf0) == 0x70 || opcode == 0xe8 || opcode == 0xe9 || opcode == 0xeb || opcode == 0xc3
            || (opcode == 0xff && (instruction->modrm >> 3 & 7) != 6 && (instruction->modrm >> 3 & 7) > 1));
}

static bool leaves_function(const struct lab_instruction *instruction) {
    uint8_t opcode = instruction->opcode;
    return instruction->map == LAB_MAP_ONE_BYTE
        && (opcode == 0xe9 || opcode == 0xc3 || opcode == 0xc2
            || (opcode == 0xff && (instruction->modrm >> 3 & 7) == 4));
}

/// Registers that point to the context's place, kept as the code computes them.
struct pointers {
    uint16_t to_frame;
    uint16_t to_context;
};

static bool stores_context(struct pointers *pointers, const struct lab_instruction *instruction) {
    if (instruction->map != LAB_MAP_ONE_BYTE || instruction->is_vector || !instruction->has_modrm) {
        return false;
    }
    int mode = instruction->modrm >> 6;
    int from = modrm_register(instruction);
    int operand = modrm_operand(instruction);
    switch (instruction->opcode) {
    case 0x89:
        if (mode == 3) {
            pointers->to_context &= (uint16_t)~(1u << operand);
            pointers->to_frame &= (uint16_t)~(1u << operand);
            pointers->to_frame |= (uint16_t)((from == RBP) << operand);
            return false;
        }
        return (mode == 1 && operand == RBP && instruction->displacement == CONTEXT_OFFSET)
            || (mode == 0 && (instruction->modrm & 7) < 4 && (pointers->to_context >> operand & 1) != 0)
            || (mode == 0 && (instruction->modrm & 7) > 5 && (pointers->to_context >> operand & 1) != 0);
    case 0x83:
        if (mode == 3 && (pointers->to_frame >> operand & 1) != 0) {
            pointers->to_frame &= (uint16_t)~(1u << operand);
            int operation = instruction->modrm >> 3 & 7;
            int64_t change = operation == 0 ? instruction->immediate : operation == 5 ? -instruction->immediate : 0;
            pointers->to_context |= (uint16_t)((change == CONTEXT_OFFSET) << operand);
        }
        return false;
    case 0x8d:
        pointers->to_frame &= (uint16_t)~(1u << from);
        pointers->to_context &= (uint16_t)~(1u << from);
        pointers->to_context |=
            (uint16_t)((mode == 1 && operand == RBP && instruction->displacement == CONTEXT_OFFSET) << from);
        return false;
    case 0x8b:
        pointers->to_frame &= (uint16_t)~(1u << from);
        pointers->to_context &= (uint16_t)~(1u << from);
        return false;
    default:
        return false;
    }
}

/// The length of `sub $n, %rsp` at the start, if that is what is there.
static size_t size_of_room_for_arguments(const uint8_t *code, size_t size) {
    const uint8_t small[] = {0x48, 0x83, 0xec};
    const uint8_t large[] = {0x48, 0x81, 0xec};
    if (size > 7 && memcmp(code, small, sizeof(small)) == 0) {
        return 4;
    }
    return size > 7 && memcmp(code, large, sizeof(large)) == 0 ? 7 : 0;
}

struct lab_async_prologue lab_async_prologue_read(const uint8_t *code, size_t size, bool starts_with_awaited_context) {
    struct lab_async_prologue prologue = {0};
    size_t offset = size_of_room_for_arguments(code, size);
    if (size - offset < sizeof(start) || memcmp(code + offset, start, sizeof(start)) != 0) {
        return prologue;
    }
    prologue.saved_at = (uint16_t)(offset + PUSHED_CONTEXT_AT);
    if (!starts_with_awaited_context) {
        return prologue;
    }
    struct pointers pointers = {0};
    offset += sizeof(start);
    for (int i = 0; i < INSTRUCTION_LIMIT && offset < size; i++) {
        struct lab_instruction instruction;
        if (!lab_instruction_decode(code + offset, (int)(size - offset < 16 ? size - offset : 16), &instruction)) {
            break;
        }
        if (leaves_function(&instruction)) {
            // Nothing was called that could free the awaited context, so that it leads to the function's own to the end.
            prologue.projected_at = UINT16_MAX;
            break;
        }
        if (leaves_straight_line(&instruction)) {
            break;
        }
        offset += instruction.length;
        if (stores_context(&pointers, &instruction)) {
            prologue.projected_at = (uint16_t)offset;
            break;
        }
    }
    return prologue;
}

#endif
