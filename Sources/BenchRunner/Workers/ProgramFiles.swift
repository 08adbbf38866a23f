import Glibc

/// Where this program and what belongs to it stand.
enum ProgramFiles {
    /// The path of the program that is running.
    static var executable: String {
        resolved("/proc/self/exe") ?? CommandLine.arguments.first ?? "bench"
    }

    /// The preload library: where `LAB_PRELOAD` says, else beside the program; nil where it is not.
    static func preloadLibrary(beside executable: String) -> String? {
        if let path = ProcessEnvironment["LAB_PRELOAD"] { return access(path, R_OK) == 0 ? path : nil }
        let directory = executable.lastIndex(of: "/").map { String(executable[...$0]) } ?? "./"
        let path = directory + "libLabPreload.so"
        return access(path, R_OK) == 0 ? path : nil
    }

    private static func resolved(_ link: String) -> String? {
        guard let path = realpath(link, nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }
}
