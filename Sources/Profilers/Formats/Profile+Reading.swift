extension Profile {
    /// Reads a profile whose format its content tells: pprof with or without gzip, speedscope, Firefox Profiler's
    /// processed format, or folded stacks.
    ///
    /// - Throws: `ProfileFormatError` with the path, the place, and what is wrong there.
    public init(contentsOf path: String, limits: ProfileReadingLimits = .standard) throws(ProfileFormatError) {
        do throws(ProfileFormatError) {
            let file = try InputBlocks(path: path)
            let start = try file.readPrefix(4096)
            guard !start.isEmpty else { throw ProfileFormatError("the file is empty") }
            guard file.rewind() else {
                throw ProfileFormatError("is a pipe, which cannot be read twice: give a file")
            }
            switch ProfileFormat(startingWith: start) {
            // Not `readAll`: folded stacks may be far larger than what should be held in memory.
            case .folded: self = try FoldedFormat.read(contentsOf: path, limits: limits)
            case .pprof: try self.init(pprof: try file.readAll(limit: limits.expandedSize), limits: limits)
            case .speedscope, .firefox:
                let tree = try JSONTree(try file.readAll(limit: limits.expandedSize), limits: limits)
                self = tree["meta"] == nil ? try SpeedscopeFormat.read(tree) : try FirefoxFormat.read(tree)
            }
        } catch {
            throw error.path == nil ? error.inFile(path) : error
        }
    }
}

/// A format of profiles.
public enum ProfileFormat: String, CaseIterable, Sendable {
    case pprof, folded, speedscope, firefox

    /// Tells the format from the first bytes of a file; pprof where they are of no other, speedscope where they are of
    /// any JSON.
    init(startingWith start: [UInt8]) {
        if Gzip.isGzip(start) {
            self = .pprof
        } else if let first = start.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }),
            first == UInt8(ascii: "{")
        {
            self = .speedscope
        } else if Self.isText(start) {
            self = .folded
        } else {
            self = .pprof
        }
    }

    /// Whether no byte is a control character. A pprof message has them: it starts with the short message of a sample
    /// type, which starts with the byte 8.
    private static func isText(_ start: [UInt8]) -> Bool {
        start.allSatisfy { $0 >= 0x20 || [0x09, 0x0A, 0x0D].contains($0) }
    }
}
