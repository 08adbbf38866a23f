/// The addresses of one file that want names.
struct ModuleRequest: Sendable {
    /// A mapping of the file.
    struct Part: Sendable {
        var addresses: Range<UInt64>
        var fileOffset: UInt64
    }

    /// The path as the profile has it.
    var file: String
    var buildID: String
    var parts: [Part] = []
    /// Each address with the index of its part.
    var addresses: [(address: UInt64, part: Int)] = []

    init(file: String, buildID: String) {
        self.file = file
        self.buildID = buildID
    }
}

/// A function before demangling.
struct ModuleFunction: Hashable, Sendable {
    /// The linker's name; of functions that nothing names, what stands for it.
    var name: String
    var file = ""
    var startLine: Int64 = 0
}

/// A frame of an address, by the function's index.
struct ModuleFrame: Sendable {
    var function: Int32
    var line: Int64
}
