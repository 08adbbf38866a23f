/// A field's place in a profile.proto message, spelled out only for an error: `sample[4].location_id`.
struct PprofPath {
    private let name: String
    private let index: Int?
    private let part: String?

    init(_ name: String, _ index: Int? = nil) {
        self.name = name
        self.index = index
        part = nil
    }

    private init(_ name: String, _ index: Int?, _ part: String) {
        self.name = name
        self.index = index
        self.part = part
    }

    func at(_ part: String) -> PprofPath { PprofPath(name, index, self.part.map { "\($0).\(part)" } ?? part) }

    var text: String { name + (index.map { "[\($0)]" } ?? "") + (part.map { ".\($0)" } ?? "") }
}

/// The texts of a profile.proto message. They are decoded where they are used.
struct PprofTexts {
    private let data: UnsafeRawBufferPointer
    private let nameSize: Int
    private var ranges: [Range<Int>] = []

    init(_ data: UnsafeRawBufferPointer, nameSize: Int) {
        self.data = data
        self.nameSize = nameSize
    }

    mutating func append(_ range: Range<Int>, _ path: PprofPath) throws(ProfileFormatError) {
        guard range.count <= nameSize else {
            throw ProfileFormatError(
                "the text has \(range.count) bytes; at most \(nameSize) are read", field: path.text,
                at: .byte(range.lowerBound))
        }
        ranges.append(range)
    }

    /// - Throws: `ProfileFormatError` if the first text is not the empty one, as the format demands.
    func check() throws(ProfileFormatError) {
        guard let first = ranges.first else {
            throw ProfileFormatError("there are no texts: this is no profile", field: "string_table")
        }
        guard first.isEmpty else {
            throw ProfileFormatError(
                "is not empty, as it has to be", field: "string_table[0]", at: .byte(first.lowerBound))
        }
    }

    /// The text with a number; what is not UTF-8 in it becomes U+FFFD.
    subscript(number: UInt64, path: PprofPath, offset: Int) -> String {
        get throws(ProfileFormatError) {
            guard number < UInt64(ranges.count) else {
                throw ProfileFormatError(
                    "there is no text \(Int64(bitPattern: number)): there are \(ranges.count)", field: path.text,
                    at: .byte(offset))
            }
            return String(decoding: UnsafeRawBufferPointer(rebasing: data[ranges[Int(number)]]), as: UTF8.self)
        }
    }
}

/// Which entry of a table has which id.
struct PprofIDs<ID: ProfileIdentifier> {
    private let kind: String
    /// Ids are nearly always 1, 2, 3…
    private var dense: [ID?] = [nil]
    private var sparse: [UInt64: ID] = [:]

    init(_ kind: String) { self.kind = kind }

    mutating func add(_ id: UInt64, _ value: ID, _ path: PprofPath, at offset: Int) throws(ProfileFormatError) {
        guard id != 0 else {
            throw ProfileFormatError("0 is no id", field: path.at("id").text, at: .byte(offset))
        }
        guard entry(id) == nil else {
            throw ProfileFormatError(
                "there is another \(kind) with the id \(id)", field: path.at("id").text, at: .byte(offset))
        }
        if id == UInt64(dense.count) { dense.append(value) } else { sparse[id] = value }
    }

    @inline(__always)
    func find(_ id: UInt64, _ path: @autoclosure () -> PprofPath, at offset: Int) throws(ProfileFormatError) -> ID {
        if let value = entry(id) { return value }
        throw ProfileFormatError("there is no \(kind) with the id \(id)", field: path().text, at: .byte(offset))
    }

    @inline(__always)
    private func entry(_ id: UInt64) -> ID? {
        if id < UInt64(dense.count) { return dense[Int(id)] }
        return sparse.isEmpty ? nil : sparse[id]
    }
}
