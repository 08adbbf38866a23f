import Glibc

/// Whether libunwind can be loaded, which the profilers do when sampling starts.
enum UnwinderFacts {
    /// As the unwinder names it.
    #if arch(x86_64)
        private static let name = "libunwind-x86_64.so.8"
    #else
        private static let name = "libunwind-aarch64.so.8"
    #endif

    static var isThere: Bool {
        guard let library = dlopen(name, RTLD_LAZY | RTLD_LOCAL) else { return false }
        dlclose(library)
        return true
    }
}
