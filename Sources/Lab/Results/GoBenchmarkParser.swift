import Glibc

/// Understands one line of Go benchmark text after the other.
///
/// Lines mostly repeat the name and the units of the line before. What was read there is compared byte by byte and
/// used again, so that a line costs little more than its numbers.
struct GoBenchmarkParser {
    private var result: BenchmarkResult
    private var nameBytes: [UInt8] = []
    private var units: [KnownUnit] = []
    private(set) var hasResults = false

    private struct KnownUnit {
        var bytes: [UInt8]
        var unit: BenchmarkUnit
        var original: BenchmarkUnit?
        var factor: Double
        var isTime: Bool
    }

    init(file: String, label: String) {
        result = BenchmarkResult(name: "", file: label, position: SourcePosition(file: file, line: 0))
        position = SourcePosition(file: file, line: 0)
    }

    private var position: SourcePosition

    mutating func parse(
        _ line: UnsafeRawBufferPointer, number: Int, into body: (ResultRecord) throws -> Void
    ) throws {
        position.line = number
        if line.starts(with: Self.benchmark) {
            try parseResult(UnsafeRawBufferPointer(rebasing: line.dropFirst(Self.benchmark.count)), into: body)
        } else if line.first == Self.unit.first {
            var fields = FieldScanner(line)
            if fields.next().elementsEqual(Self.unit) { try parseUnit(&fields, into: body) }
        } else {
            parseConfiguration(line)
        }
    }

    private static let benchmark = Array("Benchmark".utf8)
    private static let unit = Array("Unit".utf8)

    // MARK: Results

    private mutating func parseResult(
        _ line: UnsafeRawBufferPointer, into body: (ResultRecord) throws -> Void
    ) throws {
        var fields = FieldScanner(line)
        let name = fields.next()
        // `go test -v` prints the name alone when a benchmark starts.
        if name.count == line.count { return }
        let count = fields.next()
        guard count.count > 0 else { return try warn("no iteration count behind the name", into: body) }
        guard let iterations = Self.parseCount(count) else {
            return try warn("'\(Self.excerpt(count))' is no iteration count", into: body)
        }

        result.measurements.removeAll(keepingCapacity: true)
        while !fields.isAtEnd {
            let number = fields.next()
            guard let value = parseDecimal(number) else {
                return try warn("'\(Self.excerpt(number))' is no number", into: body)
            }
            let unitName = fields.next()
            guard unitName.count > 0 else { return try warn("no unit behind '\(Self.excerpt(number))'", into: body) }
            let unit = knownUnit(unitName, guess: result.measurements.count)
            guard value.isFinite else {
                throw ResultInputError.notFinite(position, field: Self.excerpt(unitName), text: Self.excerpt(number))
            }
            guard !(unit.isTime && value < 0) else {
                throw ResultInputError.negativeTime(position, field: Self.excerpt(unitName), text: Self.excerpt(number))
            }
            result.measurements.append(
                BenchmarkResult.Measurement(value * unit.factor, unit.unit, originalUnit: unit.original))
        }
        guard !result.measurements.isEmpty else { return try warn("no measurements", into: body) }

        if !Self.isEqual(name, nameBytes) {
            nameBytes = Array(name)
            result.name = BenchmarkName(String(decoding: name, as: UTF8.self))
        }
        result.iterations = iterations
        result.position = position
        hasResults = true
        try body(.result(result))
    }

    /// - Parameter guess: The unit's place in its line, which it had in the line before as well.
    private mutating func knownUnit(_ bytes: UnsafeRawBufferPointer, guess: Int) -> KnownUnit {
        if guess < units.count, Self.isEqual(bytes, units[guess].bytes) { return units[guess] }
        if let known = units.first(where: { Self.isEqual(bytes, $0.bytes) }) { return known }
        let original = BenchmarkUnit(String(decoding: bytes, as: UTF8.self))
        let (unit, factor) = original.tidied
        let known = KnownUnit(
            bytes: Array(bytes), unit: unit, original: unit == original ? nil : original, factor: factor,
            isTime: unit.isTime)
        // A file that names a new unit in every line is no reason to search ever longer lists.
        if units.count < 64 { units.append(known) }
        return known
    }

    // MARK: Unit metadata

    private mutating func parseUnit(
        _ fields: inout FieldScanner, into body: (ResultRecord) throws -> Void
    ) throws {
        let name = fields.next()
        guard name.count > 0 else { return try warn("no unit behind 'Unit'", into: body) }
        let unit = BenchmarkUnit(String(decoding: name, as: UTF8.self)).tidied.unit
        while !fields.isAtEnd {
            let field = String(decoding: fields.next(), as: UTF8.self)
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                try warn("'\(field.prefix(40))' is not of the form key=value", into: body)
                continue
            }
            switch (parts[0], parts[1]) {
            case ("assume", "exact"): try body(.unit(.init(unit, .kind(.exact)), at: position))
            case ("assume", "nothing"): try body(.unit(.init(unit, .kind(.statistical)), at: position))
            case ("better", "higher"): try body(.unit(.init(unit, .better(.higherIsBetter)), at: position))
            case ("better", "lower"): try body(.unit(.init(unit, .better(.lowerIsBetter)), at: position))
            case ("assume", let value):
                try warn("unit \(unit): assume is 'exact' or 'nothing', not '\(value.prefix(40))'", into: body)
            case ("better", let value):
                try warn("unit \(unit): better is 'higher' or 'lower', not '\(value.prefix(40))'", into: body)
            default:
                break  // The format lets tools have keys of their own.
            }
        }
    }

    // MARK: Configuration

    /// `key: value` sets a key, `key:` removes it. A key starts with a small letter and has neither white space nor
    /// capital letters in it; that tells configuration from log output.
    private mutating func parseConfiguration(_ line: UnsafeRawBufferPointer) {
        guard let first = line.first, first >= 0x80 || (first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")),
            let colon = line.firstIndex(of: UInt8(ascii: ":")), colon <= Self.longestKey
        else { return }
        let key = String(decoding: line[..<colon], as: UTF8.self)
        for (index, scalar) in key.unicodeScalars.enumerated() {
            let properties = scalar.properties
            if index == 0, properties.generalCategory != .lowercaseLetter { return }
            if properties.isWhitespace || properties.generalCategory == .uppercaseLetter { return }
        }
        let rest = line[(colon + 1)...]
        let value = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        // `key:value`, with no space, is something else: a URL, say.
        guard rest.isEmpty || value.count < rest.count else { return }
        result.configuration[key] = String(decoding: value, as: UTF8.self)
    }

    /// Garbage is not searched for keys of a megabyte.
    private static let longestKey = 256

    // MARK: Helpers

    private func warn(_ message: String, into body: (ResultRecord) throws -> Void) throws {
        try body(.warning(ResultInputWarning(message, at: position)))
    }

    private static func isEqual(_ bytes: UnsafeRawBufferPointer, _ other: [UInt8]) -> Bool {
        guard bytes.count == other.count else { return false }
        return other.withUnsafeBytes { other in
            guard let base = bytes.baseAddress, let otherBase = other.baseAddress else { return true }
            return memcmp(base, otherBase, bytes.count) == 0
        }
    }

    private static func parseCount(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var value = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = product.addingReportingOverflow(Int(digit))
            if overflow || overflow2 { return nil }
            value = sum
        }
        return value
    }

    /// The start of a field, for messages: a field can be a megabyte of garbage.
    private static func excerpt(_ bytes: UnsafeRawBufferPointer) -> String {
        let text = String(decoding: bytes.prefix(40), as: UTF8.self)
        return bytes.count > 40 ? text + "…" : text
    }
}
