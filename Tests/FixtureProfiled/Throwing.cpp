// Exceptions: the unwinder of the language, which takes the loader's lock.
#include "Cases.h"

#include <stdexcept>
#include <string>

__attribute__((noinline)) static int descend(int depth) {
    std::string kept(static_cast<size_t>(depth) + 40, 'x');
    if (depth == 0) throw std::runtime_error("thrown");
    return descend(depth - 1) + static_cast<int>(kept.size());
}

extern "C" void throw_and_catch(void) {
    try {
        descend(10);
        require(0, "nothing was thrown");
    } catch (const std::exception &error) {
        require(error.what()[0] == 't', "something else was thrown");
    }
}
