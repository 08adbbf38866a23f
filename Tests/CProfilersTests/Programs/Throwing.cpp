// Exceptions of C++, thrown and caught across frames with and without cleanups.
#include <stdexcept>
#include <string>

namespace {

volatile int sink;

struct Cleanup {
    int value;
    ~Cleanup() { sink = sink + value; }
};

__attribute__((noinline)) int risky(int number) {
    if (number % 3 == 0) throw std::runtime_error("number " + std::to_string(number));
    return number;
}

__attribute__((noinline)) int clean(int number) {
    Cleanup cleanup{number};
    return risky(number) + 1;
}

template <class Number> __attribute__((noinline)) Number call(Number number) {
    try {
        return clean(static_cast<int>(number));
    } catch (const std::exception &) {
        return -1;
    }
}

__attribute__((noinline)) int again(int number) {
    try {
        return risky(number);
    } catch (const std::runtime_error &) {
        throw;
    }
}

}  // namespace

extern "C" void exceptions() {
    for (int number = 0; number < 2; number++) sink = static_cast<int>(call<long>(number));
}

extern "C" void rethrown() {
    try {
        sink = again(3);
    } catch (...) {
        sink = 0;
    }
}
