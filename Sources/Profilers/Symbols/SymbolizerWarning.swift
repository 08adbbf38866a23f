/// A file whose addresses have got no names, or fewer than they could have.
public struct SymbolizerWarning: Hashable, Sendable, CustomStringConvertible {
    /// The path of the file, as the profile has it.
    public var file: String
    public var reason: Reason

    /// What was wrong with the file.
    public enum Reason: Hashable, Sendable {
        /// It cannot be opened; the text is the system's.
        case unreadable(String)
        /// It is no ELF file, or a damaged one.
        case notELF
        /// It was replaced after the profile was taken.
        case otherBuild(expected: String, found: String)
        /// It has no symbols at all: it was stripped and no separate debug file was found.
        case noSymbols
        /// Its debug information contradicts itself; lines and inlined functions may be missing.
        case damagedDebugInformation
    }

    public init(file: String, reason: Reason) {
        self.file = file
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .unreadable(let why):
            "\(file) cannot be read (\(why)): its functions have no names"
        case .notELF:
            "\(file) is not an ELF file, or is damaged: its functions have no names"
        case .otherBuild(let expected, let found):
            "\(file) was replaced since the profile was taken (build id \(found.isEmpty ? "none" : found), wanted "
                + "\(expected)): its functions have no names; symbolize before building anew"
        case .noSymbols:
            "\(file) has no symbols: install its debug package, or build it without stripping"
        case .damagedDebugInformation:
            "\(file) has damaged debug information: lines and inlined functions may be missing"
        }
    }
}
