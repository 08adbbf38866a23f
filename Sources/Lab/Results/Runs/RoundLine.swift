import Glibc

/// Reads what a comparison needs from the lines of a run file, and passes over the rest.
///
/// A comparison wants one value a round and metric. Building the whole line as a value first, for two files of some
/// hundred thousand lines, is what most of its time and memory would go to. Names and units are therefore compared
/// as bytes with the few that the header declares, and a series of samples becomes its one value at once. What a
/// comparison does not use, diagnostics and histograms for instance, only has to be JSON.
///
/// A line that is not as expected in any way is left to the thorough reader, which says what is wrong with it.
struct RoundLineReader {
    /// The benchmark, as an index of the header's list.
    private(set) var benchmark = 0
    private(set) var number = 0
    private(set) var pass = MeasurementPlan.Pass.time
    private(set) var startUpSeconds: Double?
    private(set) var disturbance: Round.Disturbance?
    /// One value a metric, with the metric as an index of the header's list.
    private(set) var values: [(metric: Int, value: Double)] = []

    private let names: NameTable
    private let metrics: [(unit: [UInt8], isExact: Bool, mayBeNegative: Bool, isOmitted: Bool)]
    private var samples: [Double] = []

    /// - Parameter omittingDiagnostics: Whether metrics are passed over that are recorded to explain others only.
    init(_ header: RunHeader, omittingDiagnostics: Bool) {
        names = NameTable(header.benchmarks.map(\.name))
        metrics = header.metrics.map {
            (
                Array($0.unit.name.utf8), $0.kind == .exact, !$0.isMeasuredByTheLab,
                omittingDiagnostics && $0.isDiagnostic
            )
        }
    }

    /// The members that are looked at, as bits: none may be there twice, and most have to be there.
    private struct Seen: OptionSet {
        let rawValue: Int
        static let type = Seen(rawValue: 1)
        static let benchmark = Seen(rawValue: 2)
        static let round = Seen(rawValue: 4)
        static let pass = Seen(rawValue: 8)
        static let iterations = Seen(rawValue: 16)
        static let samples = Seen(rawValue: 32)
        static let startUp = Seen(rawValue: 64)
        static let disturbance = Seen(rawValue: 128)
        static let required: Seen = [.type, .benchmark, .round, .pass, .iterations, .samples]
    }

    /// Takes a line in; its content is then in the properties.
    ///
    /// - Returns: False if the line is anything but a round that was measured, laid out simply and without a mistake.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
        do {
            return try readMembers(line)
        } catch {
            return false
        }
    }

    private mutating func readMembers(_ line: UnsafeRawBufferPointer) throws(JSONError) -> Bool {
        var json = JSONReader(bytes: line)
        var seen: Seen = []
        var isFirst = true
        startUpSeconds = nil
        disturbance = nil
        values.removeAll(keepingCapacity: true)
        while let member = try json.nextMember(isFirst: &isFirst) {
            let bit: Seen
            if member.equals("type") {
                bit = .type
                guard try json.rawString().equals("round") else { return false }
            } else if member.equals("benchmark") {
                bit = .benchmark
                guard let index = names.index(of: try json.rawString()) else { return false }
                benchmark = index
            } else if member.equals("round") {
                bit = .round
                guard let count = Int(exactly: try json.number()), count >= 0 else { return false }
                number = count
            } else if member.equals("pass") {
                bit = .pass
                let text = try json.rawString()
                guard text.equals("time") || text.equals("count") else { return false }
                pass = text.equals("time") ? .time : .count
            } else if member.equals("iterations") {
                bit = .iterations
                guard let count = Int(exactly: try json.number()), count > 0 else { return false }
            } else if member.equals("samples") {
                bit = .samples
                guard try readSeries(&json) else { return false }
            } else if member.equals("startUp") {
                bit = .startUp
                let seconds = try json.number()
                if seconds < 0 { return false }
                startUpSeconds = seconds
            } else if member.equals("disturbance") {
                bit = .disturbance
                guard try readDisturbance(&json) else { return false }
            } else if member.equals("failure") || member.contains(UInt8(ascii: "\\")) {
                return false
            } else {
                try json.skipValue()
                continue
            }
            if !seen.insert(bit).inserted { return false }
        }
        return seen.isSuperset(of: .required) && json.isAtEnd
    }

    private mutating func readDisturbance(_ json: inout JSONReader) throws(JSONError) -> Bool {
        var others: Double?
        var stolen: Double?
        var isFirst = true
        while let member = try json.nextMember(isFirst: &isFirst) {
            if member.equals("others"), others == nil {
                others = try json.number()
            } else if member.equals("stolen"), stolen == nil {
                stolen = try json.number()
            } else {
                return false
            }
        }
        guard let others, let stolen, others >= 0, stolen >= 0 else { return false }
        disturbance = Round.Disturbance(others: others, stolen: stolen)
        return true
    }

    private mutating func readSeries(_ json: inout JSONReader) throws(JSONError) -> Bool {
        var isFirst = true
        while let unit = try json.nextMember(isFirst: &isFirst) {
            guard let metric = metrics.firstIndex(where: { unit.equals($0.unit) }),
                !values.contains(where: { $0.metric == metric })
            else { return false }
            if metrics[metric].isOmitted {
                try json.skipValue()
                continue
            }
            guard json.take(UInt8(ascii: "[")) else { return false }
            samples.removeAll(keepingCapacity: true)
            repeat {
                let sample = try json.number()
                if sample < 0, !metrics[metric].mayBeNegative { return false }
                samples.append(sample)
            } while json.take(UInt8(ascii: ","))
            guard json.take(UInt8(ascii: "]")),
                let value = RoundMeasurement.Series.value(of: &samples, isExact: metrics[metric].isExact)
            else { return false }
            values.append((metric, value))
        }
        return true
    }
}

/// Finds a name among the header's by its bytes.
private struct NameTable {
    private let names: [[UInt8]]
    private var places: [UInt64: Int] = [:]

    init(_ names: [String]) {
        self.names = names.map { Array($0.utf8) }
        places.reserveCapacity(names.count)
        // Of two names with one hash the second is not found here, and left to who is thorough.
        for (index, name) in self.names.enumerated().reversed() {
            places[name.withUnsafeBytes(Self.hash)] = index
        }
    }

    func index(of name: UnsafeRawBufferPointer) -> Int? {
        guard let index = places[Self.hash(name)], name.equals(names[index]) else { return nil }
        return index
    }

    /// FNV-1a (Fowler, Noll and Vo), 64 bits: short names, and no harm in a collision.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        guard let baseAddress else { return true }
        return memcmp(baseAddress, text.utf8Start, count) == 0
    }

    fileprivate func equals(_ bytes: [UInt8]) -> Bool {
        guard count == bytes.count else { return false }
        return bytes.withUnsafeBytes { other in
            guard let baseAddress, let base = other.baseAddress else { return true }
            return memcmp(baseAddress, base, count) == 0
        }
    }
}
