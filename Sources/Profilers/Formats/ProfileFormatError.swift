/// Why a file is not the profile that it should be: what is wrong, and where.
public struct ProfileFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A place in a file.
    public enum Position: Hashable, Sendable {
        /// The number of bytes before the place, in the uncompressed data.
        case byte(Int)
        /// The same, in the compressed data.
        case compressedByte(Int)
        /// From 1.
        case line(Int)
    }

    /// The path of the file; nil for data in memory.
    public var path: String?
    /// Where the problem is; nil where the file as a whole is meant.
    public var position: Position?
    /// The field, as its format names it: `sample[4].location_id`; nil where none is concerned.
    public var field: String?
    /// What is wrong there.
    public var problem: String

    public init(_ problem: String, field: String? = nil, at position: Position? = nil, path: String? = nil) {
        self.problem = problem
        self.field = field
        self.position = position
        self.path = path
    }

    /// As `cpu.pb.gz: byte 1234: sample[4].location_id: there is no location 17`.
    public var description: String {
        let place =
            switch position {
            case .byte(let offset)?: "byte \(offset)"
            case .compressedByte(let offset)?: "compressed byte \(offset)"
            case .line(let number)?: "line \(number)"
            case nil: nil as String?
            }
        return [path, place, field, problem].compactMap { $0 }.joined(separator: ": ")
    }

    /// The error with the path of the file that was read.
    func inFile(_ path: String) -> ProfileFormatError {
        var error = self
        error.path = path
        return error
    }
}

/// Bounds on what is read from a file, so that a wrong one costs no more than it is worth.
public struct ProfileReadingLimits: Hashable, Sendable {
    /// The most that a compressed file may expand to, in bytes.
    public var expandedSize = 1 << 30
    /// The most that compressed data may expand by, once they are larger than `trustedSize`. Profiles expand 3- to
    /// 30-fold; a file made to exhaust memory, 1000-fold.
    public var expansion = 200
    /// What may be expanded at any ratio, in bytes: millions of equal samples.
    public var trustedSize = 128 << 20
    /// The longest name, path or label, in bytes.
    public var nameSize = 256 << 10
    /// The longest line of a text, in bytes.
    public var lineSize = 64 << 20
    /// How deep JSON may be nested.
    public var depth = 64

    public init() {}

    /// Bounds that real profiles keep.
    public static let standard = ProfileReadingLimits()
}
