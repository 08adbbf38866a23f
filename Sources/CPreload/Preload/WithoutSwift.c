// Keeps the Swift runtime out of the programs that the library is preloaded into.
//
// SwiftPM links every product as if it held Swift code: with swiftrt.o, whose constructor registers the image's metadata with
// the runtime, and with libswiftCore, which brings libstdc++ and libm. Python would load all of that at every start,
// and count what its constructors allocate. This image has no Swift in it, hence nothing to register.
//
// So the two symbols of the runtime that swiftrt.o refers to are answered here, and the linker is asked to record only the
// libraries that are used. Should a later swiftrt.o refer to another symbol, libswiftCore is simply recorded again.
//
// Called by swiftrt.o's constructor, before main; calls the loader.
#define _GNU_SOURCE
#include "LabAttributes.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

// The list of linker arguments that swift-autolink-extract reads from objects; left out of the linked image.
__asm__(
    ".pushsection .swift1_autolink_entries,\"e\",%progbits\n"
    ".asciz \"-Wl,--as-needed\"\n"
    ".popsection\n");

#pragma GCC visibility push(hidden)
// Weak, so that a program that links these objects and the runtime statically takes the runtime's own.
__attribute__((weak)) void swift_addNewDSOImage(const void *sections);
__attribute__((weak)) int _swift_backtrace_isThunkFunction(const char *name);
#pragma GCC visibility pop

// Passes the image on where there is a runtime: this object may have been linked into a Swift program.
void swift_addNewDSOImage(const void *sections) {
    void *address = dlsym(RTLD_DEFAULT, "swift_addNewDSOImage");
    if (address == NULL) {
        // The failed search has left a message, which is not for the program to find.
        dlerror();
        return;
    }
    void (*registration)(const void *);
    memcpy(&registration, &address, sizeof registration);
    registration(sections);
}

// Only its address is taken, to make a static link keep the runtime's.
int _swift_backtrace_isThunkFunction(const char *name) {
    (void)name;
    return 0;
}
