import Glibc

/// Gives a profile's addresses their functions, files, lines and inlined frames.
///
/// ```swift
/// let outcome = try Symbolizer().outcome(of: profile)
/// for warning in outcome.warnings { print(warning) }
/// ```
///
/// Works on files, after sampling, and reads each file once: its symbols, its debug information or that of the separate file
/// that belongs to it. Nothing is fetched from a network, and no file can make it fail: what cannot be named gets the file's
/// name and the address in it, and a warning.
public struct Symbolizer: Sendable {
    public struct Options: Sendable {
        /// Where separate debug files are looked for besides the directory of each file.
        public var debugDirectories = ["/usr/lib/debug"]
        /// How many threads work; at least 1.
        public var threads = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        /// Whether lines and inlined functions are read, not only the functions that the linker knows.
        public var readsDebugInformation = true
        /// Whether names are demangled.
        public var demangles = true
        /// Called as work gets done, from any thread; what it throws ends the work and is thrown to the caller.
        public var progress: (@Sendable (Progress) throws -> Void)?

        public init() {}
    }

    /// How far symbolizing has come, in steps of unequal size.
    public struct Progress: Hashable, Sendable {
        public var done: Int
        public var total: Int
    }

    /// A profile with names, and what kept it from having more of them.
    public struct Outcome: Sendable {
        public var profile: Profile
        /// At most one of a kind a file.
        public var warnings: [SymbolizerWarning]
    }

    public var options: Options

    public init(_ options: Options = Options()) { self.options = options }

    /// The profile with names. Locations that have lines already, or no mapping, stay as they are.
    ///
    /// - Throws: only what `Options.progress` throws.
    public func symbolize(_ profile: Profile) throws -> Profile { try outcome(of: profile).profile }

    /// The profile with names, and warnings about files that could not be used.
    ///
    /// - Throws: only what `Options.progress` throws.
    public func outcome(of profile: Profile) throws -> Outcome {
        let work = SymbolizerWork(profile, options: options)
        return try work.outcome()
    }
}
