import CElfutils

/// Where functions start and end by the tables that exceptions unwind with: `.eh_frame`, found through `.eh_frame_hdr`. A stripped file
/// has them still, so that the addresses of a function without a name can be told from those of the next.
///
/// Formats: Linux Standard Base, Core, "Exception Frames".
struct UnwindRanges {
    private let table: UnsafeRawBufferPointer
    /// The linker's address of `.eh_frame_hdr`, which its entries are relative to.
    private let base: UInt64
    /// Where the entries start in `table`, and which there are.
    private let start: Int
    private let entries: Range<Int>
    private let frames: UnsafeRawBufferPointer
    private let framesAddress: UInt64
    /// Keeps the bytes.
    private let file: ELFFile

    private static let entrySize = 8
    /// Encodings (`DW_EH_PE_*`) as every linker writes them: an unsigned count, and offsets of 4 bytes from the table.
    private static let countEncoding: UInt8 = 0x03
    private static let entryEncoding: UInt8 = 0x3B

    /// Nil where the file has no table to search.
    init?(_ file: ELFFile) {
        guard let header = file.section(".eh_frame_hdr"), let section = file.section(".eh_frame") else { return nil }
        let bytes = header.bytes
        var reader = ByteReader(bytes, from: 0, to: bytes.count)
        let version = reader.integer(UInt8.self)
        let pointerEncoding = reader.integer(UInt8.self)
        guard version == 1, reader.integer(UInt8.self) == Self.countEncoding,
            reader.integer(UInt8.self) == Self.entryEncoding, let size = Self.size(ofEncoding: pointerEncoding)
        else { return nil }
        reader.skip(size)
        let count = Int(reader.integer(UInt32.self))
        guard !reader.hasFailed, count > 0 else { return nil }
        table = bytes
        base = header.addresses.lowerBound
        // The count is the file's word; the bytes are what there is.
        entries = 0..<min(count, (bytes.count - reader.position) / Self.entrySize)
        start = reader.position
        frames = section.bytes
        framesAddress = section.addresses.lowerBound
        self.file = file
    }

    /// The addresses of the function that holds `address`; nil where no table has it.
    func function(holding address: UInt64) -> Range<UInt64>? {
        var low = entries.lowerBound
        var high = entries.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if entry(middle).start <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let (start, description) = entry(low - 1)
        guard start <= address, let length = length(ofDescriptionAt: description), address - start < length else {
            return nil
        }
        let end = start.addingReportingOverflow(length)
        return start..<(end.overflow ? .max : end.partialValue)
    }

    private func entry(_ index: Int) -> (start: UInt64, description: UInt64) {
        var reader = ByteReader(table, from: start + index * Self.entrySize, to: table.count)
        let function = base &+ UInt64(bitPattern: Int64(reader.integer(Int32.self)))
        return (function, base &+ UInt64(bitPattern: Int64(reader.integer(Int32.self))))
    }

    /// How many bytes the function of a frame description is long.
    private func length(ofDescriptionAt address: UInt64) -> UInt64? {
        guard let offset = Int(exactly: address &- framesAddress), var reader = record(at: offset) else { return nil }
        let place = reader.position
        let distance = Int(reader.integer(UInt32.self))
        // The distance back to what descriptions have in common; 0 marks such a common part itself.
        guard distance > 0, let size = pointerSize(ofCommonPartAt: place - distance) else { return nil }
        reader.skip(size)
        let length = reader.unsigned(size: size)
        return reader.hasFailed ? nil : length
    }

    /// A reader of a record's content, behind its length.
    private func record(at offset: Int) -> ByteReader? {
        guard frames.indices.contains(offset) else { return nil }
        var reader = ByteReader(frames, from: offset, to: frames.count)
        var length = UInt64(reader.integer(UInt32.self))
        if length == UInt32.max { length = reader.integer(UInt64.self) }
        guard !reader.hasFailed, length <= UInt64(frames.count - reader.position) else { return nil }
        return ByteReader(frames, from: reader.position, to: reader.position + Int(length))
    }

    /// The size of the addresses in descriptions, which their common part says.
    private func pointerSize(ofCommonPartAt offset: Int) -> Int? {
        guard var reader = record(at: offset), reader.integer(UInt32.self) == 0 else { return nil }
        let version = reader.integer(UInt8.self)
        let nameStart = reader.position
        reader.skipString()
        let augmentation = frames[nameStart..<reader.position].dropLast()
        guard !reader.hasFailed, augmentation.first == UInt8(ascii: "z") else {
            return augmentation.isEmpty && !reader.hasFailed ? 8 : nil
        }
        _ = reader.uleb()
        _ = reader.sleb()
        if version == 1 { reader.skip(1) } else { _ = reader.uleb() }
        _ = reader.uleb()
        for letter in augmentation.dropFirst() {
            switch letter {
            case UInt8(ascii: "R"):
                let encoding = reader.integer(UInt8.self)
                return reader.hasFailed ? nil : Self.size(ofEncoding: encoding)
            case UInt8(ascii: "L"): reader.skip(1)
            case UInt8(ascii: "P"):
                guard let size = Self.size(ofEncoding: reader.integer(UInt8.self)) else { return nil }
                reader.skip(size)
            case UInt8(ascii: "S"), UInt8(ascii: "B"), UInt8(ascii: "G"): break
            default: return nil
            }
        }
        return 8
    }

    /// The bytes of an encoded address on a machine of 64 bits; nil for those of no fixed size.
    private static func size(ofEncoding encoding: UInt8) -> Int? {
        switch encoding & 0x0F {
        case 0x00, 0x04, 0x0C: 8
        case 0x02, 0x0A: 2
        case 0x03, 0x0B: 4
        default: nil
        }
    }
}
