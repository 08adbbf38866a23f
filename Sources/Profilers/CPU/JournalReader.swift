/// Reads the records of a journal in order: docs/profile-journals.md describes them.
struct JournalReader {
    /// The longest payload that a writer makes is far below: 2,048 frames, three texts of 4,096 bytes, a block of samples.
    static let payloadLimit = 1 << 20
    static let magic = Array("LABPROF\n".utf8)

    struct Record {
        var kind: UInt32
        /// Where it starts.
        var offset: Int
        var payload: Range<Int>
    }

    private let bytes: UnsafeRawBufferPointer
    private let file: String
    private var place: Int
    /// Whether the file ends inside a record.
    private(set) var isCut = false

    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(RecordingError) {
        self.bytes = bytes
        self.file = file
        guard bytes.count >= Self.magic.count, bytes.prefix(Self.magic.count).elementsEqual(Self.magic) else {
            throw .notAJournal(file: file)
        }
        place = Self.magic.count
    }

    /// The next record; nil at the end, be it clean or cut.
    mutating func next() throws(RecordingError) -> Record? {
        guard bytes.count - place >= 8 else {
            isCut = place != bytes.count
            return nil
        }
        let kind = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        let size = Int(bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self))
        guard size <= Self.payloadLimit else {
            throw .malformed(
                file: file, record: place, reason: "claims \(size) bytes: at most \(Self.payloadLimit) are read")
        }
        guard bytes.count - place - 8 >= size else {
            isCut = true
            return nil
        }
        let record = Record(kind: kind, offset: place, payload: place + 8..<place + 8 + size)
        place += 8 + size
        return record
    }

    func fields(of record: Record) -> Fields { Fields(bytes: bytes, file: file, record: record) }

    /// The fields of one record's payload.
    struct Fields {
        private let bytes: UnsafeRawBufferPointer
        private let file: String
        private let record: Record
        private var place: Int

        fileprivate init(bytes: UnsafeRawBufferPointer, file: String, record: Record) {
            self.bytes = bytes
            self.file = file
            self.record = record
            place = record.payload.lowerBound
        }

        var remaining: Int { record.payload.upperBound - place }

        func error(_ reason: String) -> RecordingError {
            .malformed(file: file, record: record.offset, reason: reason)
        }

        mutating func u32() throws(RecordingError) -> UInt32 { try integer() }

        mutating func u64() throws(RecordingError) -> UInt64 { try integer() }

        private mutating func integer<Integer: FixedWidthInteger & BitwiseCopyable>() throws(RecordingError) -> Integer
        {
            let size = MemoryLayout<Integer>.size
            guard remaining >= size else { throw error("ends inside a field") }
            defer { place += size }
            return Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Integer.self))
        }

        /// A length of 32 bits, and as many bytes.
        mutating func blob() throws(RecordingError) -> UnsafeRawBufferPointer {
            let size = Int(try u32())
            guard size <= remaining else { throw error("has a text of \(size) bytes where \(remaining) are left") }
            defer { place += size }
            return UnsafeRawBufferPointer(rebasing: bytes[place..<place + size])
        }

        mutating func text() throws(RecordingError) -> String { String(decoding: try blob(), as: UTF8.self) }
    }
}
