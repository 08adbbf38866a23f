// Demanglers that every Swift program on Linux has loaded: of libswiftCore and of libstdc++, neither of which has a C header
// that says so. Both return memory to be freed, or NULL where the name is not theirs.
#include <stddef.h>
#include <stdint.h>

char *swift_demangle(const char *mangled, size_t length, char *output, size_t *output_size, uint32_t flags);
char *__cxa_demangle(const char *mangled, char *output, size_t *output_size, int *status);
