/// Whose code a function is: what a flame graph's colours tell.
public enum CodeOrigin: Int, CaseIterable, Sendable {
    case user, swift, foundation, concurrency, system, kernel, unknown

    /// What the legend calls it.
    public var title: String {
        switch self {
        case .user: "your code"
        case .swift: "Swift runtime and library"
        case .foundation: "Foundation"
        case .concurrency: "Dispatch and concurrency"
        case .system: "libc and system"
        case .kernel: "kernel and vDSO"
        case .unknown: "unknown"
        }
    }

    /// - Parameters:
    ///   - name: The demangled name.
    ///   - object: The file that the code was loaded from; empty where it is not known, as in folded stacks.
    public init(name: String, object: String) {
        self.init(DemangledName(name), object: object)
    }

    init(_ name: DemangledName, object: String) {
        // The name first: a specialization of the standard library's code lies in the program that it was made for.
        self = Self(module: name.module) ?? Self(object: object) ?? Self(plainName: name.full)
    }

    private init?(module: String?) {
        switch module {
        case "Swift", "Builtin", "_StringProcessing", "_RegexParser", "Synchronization": self = .swift
        case "Foundation", "FoundationEssentials", "FoundationInternationalization", "_FoundationICU":
            self = .foundation
        case "Dispatch", "_Concurrency": self = .concurrency
        default: return nil
        }
    }

    private init?(object: String) {
        guard !object.isEmpty else { return nil }
        if object.hasPrefix("[") {
            self = object == "[unknown]" || object == "[anon]" ? .unknown : .kernel
            return
        }
        let file = object.split(separator: "/").last.map(String.init) ?? object
        if file.hasPrefix("linux-vdso") {
            self = .kernel
        } else if file.hasPrefix("libdispatch") || file.hasPrefix("libswift_Concurrency")
            || file.hasPrefix("libswiftDispatch") || file.hasPrefix("libBlocksRuntime")
        {
            self = .concurrency
        } else if file.hasPrefix("libFoundation") || file.hasPrefix("lib_Foundation") {
            self = .foundation
        } else if file.hasPrefix("libswift") {
            self = .swift
        } else if object.hasPrefix("/lib") || object.hasPrefix("/usr/lib")
            || Self.systemFiles.contains(where: file.hasPrefix)
        {
            self = .system
        } else {
            self = .user
        }
    }

    private static let systemFiles = [
        "libc.so", "libc-", "ld-linux", "libm.so", "libpthread", "libstdc++", "libgcc_s", "libunwind",
    ]

    /// Names of C are all that folded stacks have; `_[k]` is what perf's and bcc's converters put behind kernel functions.
    private init(plainName name: String) {
        if name.isEmpty || name.hasPrefix("0x") || name.hasPrefix("[unknown") || name.hasPrefix("??") {
            self = .unknown
        } else if name.hasSuffix("_[k]") || name.hasPrefix("__vdso_") || name.hasPrefix("[vdso]") {
            self = .kernel
        } else if name.hasPrefix("[") {
            self = Self(object: String(name.dropFirst().prefix { $0 != "]" })) ?? .unknown
        } else if ["swift_task_", "swift_job_", "swift::runJob", "dispatch_", "_dispatch_"].contains(
            where: name.hasPrefix)
        {
            self = .concurrency
        } else if ["swift_", "_swift_", "swift::"].contains(where: name.hasPrefix) {
            self = .swift
        } else if Self.systemFunctions.contains(name) || name.hasPrefix("__libc_") || name.hasPrefix("pthread_")
            || name.hasPrefix("__pthread_") || name.hasPrefix("_int_") || name.hasPrefix("std::")
        {
            self = .system
        } else {
            self = .user
        }
    }

    private static let systemFunctions: Set<String> = [
        "_start", "start_thread", "clone", "clone3", "__clone", "malloc", "calloc", "realloc", "free", "cfree",
        "posix_memalign", "aligned_alloc", "malloc_usable_size", "memcpy", "memmove", "memset", "memcmp", "strlen",
        "strcmp", "strncmp", "read", "write", "pread64", "pwrite64", "open", "openat", "close", "poll", "ppoll",
        "epoll_wait", "futex", "syscall", "nanosleep", "clock_nanosleep", "clock_gettime", "gettimeofday", "mmap",
        "munmap", "madvise", "recv", "send", "accept4", "sched_yield", "qsort", "_Unwind_RaiseException",
    ]
}
