extension Mapping {
    /// The mappings of executable code that a loader makes of an ELF file: for addresses that come without a process.
    ///
    /// - Parameter base: what the loader adds to the linker's addresses; 0 for a program that is not relocated.
    /// - Returns: an empty list where the file cannot be read.
    public static func executable(of path: String, base: UInt64 = 0) -> [Mapping] {
        guard let file = try? ELFFile(path: path) else { return [] }
        return file.segments.segments.filter(\.isExecutable).compactMap { segment in
            let start = segment.address &+ base
            guard start <= .max - segment.memorySize else { return nil }
            return Mapping(
                addresses: start..<start + segment.memorySize, fileOffset: segment.fileOffset, file: path,
                buildID: file.buildID)
        }
    }
}
