/// The parts of an ELF file that are loaded: how an offset in the file becomes an address of the linker's.
struct ELFSegments: Sendable {
    struct Segment: Sendable {
        var fileOffset: UInt64
        var address: UInt64
        var fileSize: UInt64
        var memorySize: UInt64
        var isExecutable: Bool

        /// Bytes of the file in front of the segment that its first page maps as well.
        fileprivate var lead: UInt64 { address % ELFSegments.pageSize }
    }

    /// The smallest page of any supported machine: what a linker aligns segments to is a multiple of it.
    private static let pageSize: UInt64 = 4096

    var segments: [Segment]

    /// The linker's address of a byte of the file; nil where that byte is not loaded.
    ///
    /// Two segments may share a page of the file, so the one that holds the byte comes before one that only maps its page, and
    /// code before data.
    func address(atFileOffset offset: UInt64) -> UInt64? {
        let holding = segments.filter { offset >= $0.fileOffset && offset - $0.fileOffset < $0.fileSize }
        if let segment = holding.first(where: \.isExecutable) ?? holding.first {
            return segment.address &+ (offset - segment.fileOffset)
        }
        let mapping = segments.filter { segment in
            let end = (segment.fileOffset &+ segment.fileSize).roundedUp(to: Self.pageSize)
            return offset &+ segment.lead >= segment.fileOffset && offset < end
        }
        guard let segment = mapping.first(where: \.isExecutable) ?? mapping.first else { return nil }
        return segment.address &+ offset &- segment.fileOffset
    }

    /// The linker's address of `address` in a mapping whose file is gone: of a separate debug file only the addresses and sizes
    /// of segments can be trusted, so the one executable segment as large as the mapping is meant.
    func address(of address: UInt64, bySizeOf mapping: Range<UInt64>) -> UInt64? {
        let size = mapping.upperBound - mapping.lowerBound
        let fitting = segments.filter {
            $0.isExecutable && ($0.memorySize &+ $0.lead).roundedUp(to: Self.pageSize) == size
        }
        guard let segment = fitting.first, fitting.count == 1, mapping.contains(address) else { return nil }
        return (address - mapping.lowerBound) &+ segment.address &- segment.lead
    }
}

extension UInt64 {
    fileprivate func roundedUp(to unit: UInt64) -> UInt64 { (self &+ (unit - 1)) / unit * unit }
}
