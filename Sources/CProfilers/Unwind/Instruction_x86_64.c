// See Instruction_x86_64.h.
//
// After Intel's Software Developer's Manual, volume 2, appendix A: an instruction is prefixes, an opcode in one of four maps, ModRM with
// its SIB and displacement, an immediate. Which opcodes have which is all that lengths need.
#if defined(__x86_64__)

#include "Instruction_x86_64.h"

#include <stddef.h>

struct decoder {
    const uint8_t *code;
    int size;
    int position;
    bool failed;
};

static uint8_t next_byte(struct decoder *decoder) {
    if (decoder->position >= decoder->size) {
        decoder->failed = true;
        return 0;
    }
    return decoder->code[decoder->position++];
}

static int64_t next_number(struct decoder *decoder, int size) {
    uint64_t value = 0;
    for (int i = 0; i < size; i++) {
        value |= (uint64_t)next_byte(decoder) << (8 * i);
    }
    if (size == 0 || size == 8) {
        return (int64_t)value;
    }
    uint64_t sign = 1ull << (8 * size - 1);
    return (int64_t)((value ^ sign) - sign);
}

static void decode_operand(struct decoder *decoder, struct lab_instruction *instruction) {
    instruction->has_modrm = true;
    instruction->modrm = next_byte(decoder);
    int mode = instruction->modrm >> 6;
    int operand = instruction->modrm & 7;
    if (mode == 3) {
        return;
    }
    int displacement = mode == 1 ? 1 : mode == 2 ? 4 : 0;
    if (operand == 4 && (next_byte(decoder) & 7) == 5 && mode == 0) {
        displacement = 4;
    }
    if (operand == 5 && mode == 0) {
        displacement = 4;
    }
    instruction->displacement = (int32_t)next_number(decoder, displacement);
}

/// What follows an opcode of the one-byte map.
struct tail {
    bool has_operand;
    bool is_invalid;
    int immediate;
};

static struct tail tail_of_one_byte(uint8_t opcode, int word, bool is_wide, uint8_t modrm) {
    struct tail tail = {0};
    if (opcode < 0x40) {
        int form = opcode & 7;
        tail.has_operand = form < 4;
        tail.immediate = form == 4 ? 1 : form == 5 ? word : 0;
        tail.is_invalid = form > 5;
        return tail;
    }
    switch (opcode) {
    case 0x63: case 0x84 ... 0x8f: case 0xd0 ... 0xd3: case 0xd8 ... 0xdf: case 0xfe: case 0xff:
        tail.has_operand = true;
        break;
    case 0x69: case 0x81: case 0xc7:
        tail.has_operand = true;
        tail.immediate = word;
        break;
    case 0x6b: case 0x80: case 0x83: case 0xc0: case 0xc1: case 0xc6:
        tail.has_operand = true;
        tail.immediate = 1;
        break;
    case 0xf6: case 0xf7:
        // Of this group only `test` has an immediate.
        tail.has_operand = true;
        tail.immediate = (modrm & 0x38) > 0x08 ? 0 : opcode == 0xf6 ? 1 : word;
        break;
    case 0x68: case 0xa9:
        tail.immediate = word;
        break;
    case 0xe8: case 0xe9:
        tail.immediate = 4;
        break;
    case 0x6a: case 0x70 ... 0x7f: case 0xa8: case 0xb0 ... 0xb7: case 0xcd: case 0xe0 ... 0xe7: case 0xeb:
        tail.immediate = 1;
        break;
    case 0xa0 ... 0xa3:
        tail.immediate = 8;
        break;
    case 0xb8 ... 0xbf:
        tail.immediate = is_wide ? 8 : word;
        break;
    case 0xc2: case 0xca:
        tail.immediate = 2;
        break;
    case 0xc8:
        tail.immediate = 3;
        break;
    case 0x60 ... 0x62: case 0x82: case 0x9a: case 0xd4 ... 0xd6: case 0xea:
        tail.is_invalid = true;
        break;
    default:
        break;
    }
    return tail;
}

static struct tail tail_of_0f(uint8_t opcode) {
    struct tail tail = {.has_operand = true};
    switch (opcode) {
    case 0x05 ... 0x09: case 0x0b: case 0x0e: case 0x30 ... 0x37: case 0x77: case 0xa0 ... 0xa2: case 0xa8 ... 0xaa:
    case 0xc8 ... 0xcf:
        tail.has_operand = false;
        break;
    case 0x80 ... 0x8f:
        tail.has_operand = false;
        tail.immediate = 4;
        break;
    case 0x70 ... 0x73: case 0xa4: case 0xac: case 0xba: case 0xc2: case 0xc4 ... 0xc6:
        tail.immediate = 1;
        break;
    default:
        break;
    }
    return tail;
}

static bool is_legacy_prefix(uint8_t byte) {
    switch (byte) {
    case 0x26: case 0x2e: case 0x36: case 0x3e: case 0x64 ... 0x67: case 0xf0: case 0xf2: case 0xf3:
        return true;
    default:
        return false;
    }
}

static void decode_opcode(struct decoder *decoder, struct lab_instruction *instruction) {
    uint8_t byte = next_byte(decoder);
    if (byte == 0xc5) {
        next_byte(decoder);
        instruction->is_vector = true;
        instruction->map = LAB_MAP_0F;
        byte = next_byte(decoder);
    } else if (byte == 0xc4 || byte == 0x62) {
        instruction->is_vector = true;
        instruction->map = next_byte(decoder) & 7;
        next_byte(decoder);
        if (byte == 0x62) {
            next_byte(decoder);
        }
        byte = next_byte(decoder);
        decoder->failed = decoder->failed || instruction->map == 0;
    } else if (byte == 0x0f) {
        instruction->map = LAB_MAP_0F;
        byte = next_byte(decoder);
        if (byte == 0x38 || byte == 0x3a) {
            instruction->map = byte == 0x38 ? LAB_MAP_0F38 : LAB_MAP_0F3A;
            byte = next_byte(decoder);
        }
    }
    instruction->opcode = byte;
}

bool lab_instruction_decode(const uint8_t *code, int size, struct lab_instruction *instruction) {
    *instruction = (struct lab_instruction){0};
    struct decoder decoder = {
        .code = code, .size = size < LAB_INSTRUCTION_LIMIT ? size : LAB_INSTRUCTION_LIMIT};
    bool has_small_words = false;
    while (decoder.position < decoder.size && is_legacy_prefix(code[decoder.position])) {
        has_small_words = has_small_words || code[decoder.position] == 0x66;
        decoder.position++;
    }
    if (decoder.position < decoder.size && (code[decoder.position] & 0xf0) == 0x40) {
        instruction->rex = code[decoder.position++];
    }
    decode_opcode(&decoder, instruction);
    bool is_wide = (instruction->rex & 8) != 0;
    uint8_t modrm = decoder.position < decoder.size ? code[decoder.position] : 0;
    struct tail tail;
    switch (instruction->map) {
    case LAB_MAP_ONE_BYTE:
        tail = tail_of_one_byte(instruction->opcode, has_small_words && !is_wide ? 2 : 4, is_wide, modrm);
        break;
    case LAB_MAP_0F:
        tail = tail_of_0f(instruction->opcode);
        break;
    case LAB_MAP_0F3A:
        tail = (struct tail){.has_operand = true, .immediate = 1};
        break;
    default:
        tail = (struct tail){.has_operand = true};
        break;
    }
    if (tail.has_operand) {
        decode_operand(&decoder, instruction);
    }
    instruction->immediate = next_number(&decoder, tail.immediate);
    instruction->length = (uint8_t)decoder.position;
    return !decoder.failed && !tail.is_invalid;
}

#endif
