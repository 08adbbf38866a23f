import Glibc

/// Why sampling did not start, or did not end as it should.
public enum CPUProfilerError: Error, CustomStringConvertible {
    /// An option has a value that it cannot have.
    case outOfRange(option: String, value: Int, range: ClosedRange<Int>)
    /// The journal cannot be written.
    case unwritable(path: String, errno: Int32)
    /// The sampler did not start, for the reason given.
    case notStarted(reason: String, errno: Int32)
    /// Samples could not be written; `kept` has those from before.
    case incomplete(kept: Recording, errno: Int32)

    public var description: String {
        switch self {
        case .outOfRange(let option, let value, let range):
            "the \(option) is \(value): it must be from \(range.lowerBound) to \(range.upperBound)"
        case .unwritable(let path, let number):
            "\(path) cannot be written: \(Self.text(number))"
        case .notStarted(let reason, let number):
            "sampling did not start: \(reason) (\(Self.text(number)))"
        case .incomplete(let kept, let number):
            "samples could not be written: \(Self.text(number)); kept: \(kept.accounting.summary)"
        }
    }

    private static func text(_ number: Int32) -> String { String(cString: strerror(number)) }
}
