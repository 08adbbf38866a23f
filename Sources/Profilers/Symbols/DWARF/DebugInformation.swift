import CElfutils

/// A compilation unit, and which addresses it holds.
struct DebugUnit: Sendable {
    /// Where its header is in `.debug_info`, and how long it is with its contents: about the work that it is.
    var offset: UInt64
    var size: UInt64
    /// Indices of the addresses, ascending.
    var addresses: [Int32]
}

/// The DWARF sections of a file.
enum DebugInformation {
    static func isPresent(in file: ELFFile) -> Bool {
        file.sections.contains {
            ($0.name == ".debug_info" || $0.name == ".zdebug_info") && $0.header.sh_type != UInt32(SHT_NOBITS)
        }
    }

    static func units(of file: ELFFile, holding addresses: [UInt64]) -> (units: [DebugUnit], isDamaged: Bool) {
        ([], false)
    }
}
