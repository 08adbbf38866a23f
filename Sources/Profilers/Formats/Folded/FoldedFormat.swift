/// Folded stacks, a line each, as Brendan Gregg's stackcollapse scripts write them: `main;work;sort 10`.
///
/// Frames stand outermost first, between semicolons; behind them, after a blank, a count. In the differential form two
/// counts stand there, the base's and the head's. Of a profile, one sample type is kept, and names only.
public enum FoldedFormat {
    /// What the counts of a file are taken for, which does not say.
    public static let sampleType = SampleType("samples", unit: "count")

    /// Reads folded stacks.
    ///
    /// Empty lines, and comments (`# `), are left out, and so are empty frames. Both kinds of line ends do. Equal
    /// stacks are added up. A count may be negative; a decimal fraction is rounded. Bytes that are not UTF-8 become
    /// U+FFFD. Where every line has two numbers the file is a differential one: the profile then has the sample types
    /// `base` and `samples`.
    ///
    /// - Throws: `ProfileFormatError` with the line.
    public static func read(
        contentsOf path: String, limits: ProfileReadingLimits = .standard
    ) throws(ProfileFormatError) -> Profile {
        let file = try InputBlocks(path: path)
        do {
            do {
                return try read(columns: nil, size: file.size, limits: limits) { try file.read(into: $0) }
            } catch is FoldedReader.HasOneColumn {
                guard file.rewind() else { throw mixed }
                return try read(columns: .one, size: file.size, limits: limits) { try file.read(into: $0) }
            }
        } catch let error as ProfileFormatError {
            throw error.inFile(path)
        } catch {
            throw ProfileFormatError("\(error)", path: path)
        }
    }

    /// Reads folded stacks from memory.
    ///
    /// - Throws: `ProfileFormatError` with the line.
    public static func read(
        _ bytes: [UInt8], limits: ProfileReadingLimits = .standard
    ) throws(ProfileFormatError) -> Profile {
        do {
            do {
                return try read(bytes, columns: nil, limits)
            } catch is FoldedReader.HasOneColumn {
                return try read(bytes, columns: .one, limits)
            }
        } catch let error as ProfileFormatError {
            throw error
        } catch {
            throw ProfileFormatError("\(error)")
        }
    }

    private static func read(
        _ bytes: [UInt8], columns: FoldedReader.Columns?, _ limits: ProfileReadingLimits
    ) throws -> Profile {
        var offset = 0
        return try read(columns: columns, size: bytes.count, limits: limits) { buffer in
            let count = Swift.min(buffer.count, bytes.count - offset)
            buffer.copyBytes(from: bytes[offset..<offset + count])
            offset += count
            return count
        }
    }

    private static func read(
        columns: FoldedReader.Columns?, size: Int, limits: ProfileReadingLimits,
        _ read: (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws -> Profile {
        var reader = FoldedReader(columns: columns, size: size, limits: limits)
        try reader.readLines(read)
        return try reader.profile(sampleType: sampleType)
    }

    private static let mixed = ProfileFormatError(
        "some lines have two counts and some have one, and a pipe cannot be read twice to tell why: give a file")
}
