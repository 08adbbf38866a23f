import Glibc

/// Whether libunwind can be loaded, which the profilers do when sampling starts.
enum UnwinderFacts {
    /// The names under which distributions install it, and architectures name it.
    private static let names = ["libunwind.so.8", "libunwind.so"]

    static var isThere: Bool {
        names.contains { name in
            guard let library = dlopen(name, RTLD_LAZY | RTLD_LOCAL) else { return false }
            dlclose(library)
            return true
        }
    }
}
