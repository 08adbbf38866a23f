import Glibc

/// Why a journal of samples cannot be read.
public enum RecordingError: Error, Hashable, CustomStringConvertible {
    case unreadable(file: String, errno: Int32)
    case tooLarge(file: String, bytes: Int, limit: Int)
    /// The file is something else, or empty.
    case notAJournal(file: String)
    case unknownVersion(file: String, version: UInt32)
    /// `record` is the byte at which the offending record starts.
    case malformed(file: String, record: Int, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let number):
            "\(file) cannot be read: \(String(cString: strerror(number)))"
        case .tooLarge(let file, let bytes, let limit):
            "\(file) has \(bytes) bytes: a journal of more than \(limit) is not read"
        case .notAJournal(let file):
            "\(file) is not a journal of samples: it does not begin with LABPROF and a start record"
        case .unknownVersion(let file, let version):
            "\(file) is a journal of version \(version): this program reads version 1"
        case .malformed(let file, let record, let reason):
            "\(file): the record at byte \(record) \(reason)"
        }
    }
}
