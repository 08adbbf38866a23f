import Glibc

/// A call on a file that the system refused.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried: "create the directory", say.
    public let operation: String
    /// The file or directory that it was tried on.
    public let path: String
    /// The system's error number.
    public let errorNumber: Int32

    /// A refused call; the error number is that of the last call unless given.
    public init(_ operation: String, _ path: String, errorNumber: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.errorNumber = errorNumber
    }

    public var description: String {
        "cannot \(operation) \(path): \(String(cString: strerror(errorNumber)))"
    }
}
