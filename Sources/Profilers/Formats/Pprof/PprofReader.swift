/// Reads an uncompressed profile.proto message.
///
/// Fields may stand in any order, so the data are gone over once for the texts, then for what refers to them, and so
/// on; passing over a message costs next to nothing, and no copy of the data is made.
struct PprofReader {
    private typealias Field = PprofField.Profile

    private let data: UnsafeRawBufferPointer
    private let limits: ProfileReadingLimits
    private var texts: PprofTexts
    private var builder = ProfileBuilder(sampleTypes: [])
    private var mappings = PprofIDs<MappingID>("mapping")
    private var functions = PprofIDs<FunctionID>("function")
    private var locations = PprofIDs<LocationID>("location")

    /// The most entries that one table may have.
    private static let tableLimit = 1 << 24
    /// The most frames that all stacks together may have, once what they share is counted once.
    private static let frameLimit = 1 << 26

    init(_ data: UnsafeRawBufferPointer, limits: ProfileReadingLimits) {
        self.data = data
        self.limits = limits
        texts = PprofTexts(data, nameSize: limits.nameSize)
    }

    /// Reads the whole message.
    ///
    /// - Throws: `ProfileFormatError` with the byte and the field.
    mutating func profile() throws(ProfileFormatError) -> Profile {
        guard !data.isEmpty else { throw ProfileFormatError("the file is empty") }
        try readTexts()
        try readDescription()
        try readMappingsAndFunctions()
        try each(Field.location, "location") { (reader, range, name) throws(ProfileFormatError) in
            try reader.readLocation(range, name)
        }
        try readSamples()
        return builder.profile
    }

    /// Calls `body` with every message of one field.
    private mutating func each(
        _ number: Int, _ name: String,
        _ body: (inout PprofReader, Range<Int>, PprofPath) throws(ProfileFormatError) -> Void
    ) throws(ProfileFormatError) {
        var message = WireReader(data, 0..<data.count)
        var count = 0
        while let field = try message.next() {
            guard field.number == number else {
                try message.skip(field.kind)
                continue
            }
            let path = PprofPath(name, count)
            guard count < Self.tableLimit || number == Field.sample else {
                throw ProfileFormatError("there are more than \(Self.tableLimit) of them", field: path.text)
            }
            try body(&self, try message.message(field, path.text), path)
            count += 1
        }
    }

    private mutating func readTexts() throws(ProfileFormatError) {
        try each(Field.stringTable, "string_table") { (reader, range, path) throws(ProfileFormatError) in
            try reader.texts.append(range, path)
        }
        try texts.check()
    }

    private mutating func readDescription() throws(ProfileFormatError) {
        var sampleTypes: [SampleType] = []
        var period: Int64?
        var periodType: SampleType?
        var description = Profile(sampleTypes: [])
        var message = WireReader(data, 0..<data.count)
        while let field = try message.next() {
            switch field.number {
            case Field.sampleType:
                let path = PprofPath("sample_type", sampleTypes.count)
                guard sampleTypes.count < 256 else {
                    throw ProfileFormatError("there are more than 256 of them", field: path.text)
                }
                sampleTypes.append(try valueType(try message.message(field, path.text), path))
            case Field.periodType:
                periodType = try valueType(try message.message(field, "period_type"), PprofPath("period_type"))
            case Field.period: period = Int64(bitPattern: try message.number(field, "period"))
            case Field.timeNanos: description.time = Int64(bitPattern: try message.number(field, "time_nanos"))
            case Field.durationNanos:
                description.duration = Int64(bitPattern: try message.number(field, "duration_nanos"))
            case Field.dropFrames: description.dropFrames = try text(&message, field, "drop_frames")
            case Field.keepFrames: description.keepFrames = try text(&message, field, "keep_frames")
            case Field.documentationURL: description.documentationURL = try text(&message, field, "doc_url")
            case Field.defaultSampleType:
                let name = try text(&message, field, "default_sample_type")
                description.defaultSampleType = name.isEmpty ? nil : name
            case Field.comment:
                var numbers: [UInt64] = []
                try message.numbers(field, "comment", into: &numbers)
                for number in numbers {
                    description.comments.append(try texts[number, PprofPath("comment"), message.offset])
                }
            default: try message.skip(field.kind)
            }
        }
        guard !sampleTypes.isEmpty else {
            throw ProfileFormatError("there is no sample type: this is no profile", field: "sample_type")
        }
        builder = ProfileBuilder(sampleTypes: sampleTypes)
        if period != nil || periodType != nil {
            description.period = Profile.Period(
                type: periodType ?? SampleType("", unit: ""), value: period ?? 0)
        }
        builder.describe { $0.copyDescription(of: description) }
    }

    private func text(
        _ message: inout WireReader, _ field: WireReader.Field, _ name: String
    ) throws(ProfileFormatError) -> String {
        let offset = message.offset
        return try texts[try message.number(field, name), PprofPath(name), offset]
    }

    private func valueType(_ range: Range<Int>, _ path: PprofPath) throws(ProfileFormatError) -> SampleType {
        var type = SampleType("", unit: "")
        var message = WireReader(data, range)
        while let field = try message.next() {
            let offset = message.offset
            switch field.number {
            case PprofField.ValueType.type:
                type.name = try texts[try message.number(field, path.text), path.at("type"), offset]
            case PprofField.ValueType.unit:
                type.unit = try texts[try message.number(field, path.text), path.at("unit"), offset]
            default: try message.skip(field.kind)
            }
        }
        return type
    }
}

// MARK: - Mappings, functions, locations

extension PprofReader {
    private mutating func readMappingsAndFunctions() throws(ProfileFormatError) {
        try each(Field.mapping, "mapping") { (reader, range, path) throws(ProfileFormatError) in
            try reader.readMapping(range, path)
        }
        try each(Field.function, "function") { (reader, range, path) throws(ProfileFormatError) in
            try reader.readFunction(range, path)
        }
    }

    private mutating func readMapping(_ range: Range<Int>, _ path: PprofPath) throws(ProfileFormatError) {
        typealias Field = PprofField.Mapping
        var (id, start, limit) = (0 as UInt64, 0 as UInt64, 0 as UInt64)
        var mapping = Mapping(addresses: 0..<0)
        var message = WireReader(data, range)
        while let field = try message.next() {
            let offset = message.offset
            guard 1...Field.hasInlineFrames ~= field.number else {
                try message.skip(field.kind)
                continue
            }
            let number = try message.number(field, path.text)
            switch field.number {
            case Field.id: id = number
            case Field.memoryStart: start = number
            case Field.memoryLimit: limit = number
            case Field.fileOffset: mapping.fileOffset = number
            case Field.filename: mapping.file = try texts[number, path.at("filename"), offset]
            case Field.buildID: mapping.buildID = try texts[number, path.at("build_id"), offset]
            case Field.hasFunctions: mapping.resolved.set(.functions, number != 0)
            case Field.hasFilenames: mapping.resolved.set(.fileNames, number != 0)
            case Field.hasLineNumbers: mapping.resolved.set(.lineNumbers, number != 0)
            default: mapping.resolved.set(.inlinedFrames, number != 0)
            }
        }
        guard start <= limit else {
            throw ProfileFormatError(
                "ends at 0x\(String(limit, radix: 16)), before its start at 0x\(String(start, radix: 16))",
                field: path.at("memory_limit").text, at: .byte(range.lowerBound))
        }
        mapping.addresses = start..<limit
        try mappings.add(id, builder.mapping(mapping), path, at: range.lowerBound)
    }

    private mutating func readFunction(_ range: Range<Int>, _ path: PprofPath) throws(ProfileFormatError) {
        typealias Field = PprofField.Function
        var id: UInt64 = 0
        var function = Function(name: "")
        var message = WireReader(data, range)
        while let field = try message.next() {
            let offset = message.offset
            switch field.number {
            case Field.id: id = try message.number(field, path.text)
            case Field.name: function.name = try texts[try message.number(field, path.text), path.at("name"), offset]
            case Field.systemName:
                function.systemName = try texts[try message.number(field, path.text), path.at("system_name"), offset]
            case Field.filename:
                function.file = try texts[try message.number(field, path.text), path.at("filename"), offset]
            case Field.startLine: function.startLine = Int64(bitPattern: try message.number(field, path.text))
            default: try message.skip(field.kind)
            }
        }
        // Go's runtime writes both, and the same.
        if function.systemName == function.name { function.systemName = "" }
        try functions.add(id, builder.function(function), path, at: range.lowerBound)
    }

    private mutating func readLocation(_ range: Range<Int>, _ path: PprofPath) throws(ProfileFormatError) {
        typealias Field = PprofField.Location
        var id: UInt64 = 0
        var location = Location()
        var message = WireReader(data, range)
        while let field = try message.next() {
            switch field.number {
            case Field.id: id = try message.number(field, path.text)
            case Field.mappingID:
                let offset = message.offset
                let mapping = try message.number(field, path.text)
                location.mapping =
                    mapping == 0 ? nil : try mappings.find(mapping, path.at("mapping_id"), at: offset)
            case Field.address: location.address = try message.number(field, path.text)
            case Field.line:
                let line = try message.message(field, path.text)
                location.lines.append(try readLine(line, path.at("line")))
            case Field.isFolded: location.isFolded = try message.number(field, path.text) != 0
            default: try message.skip(field.kind)
            }
        }
        try locations.add(id, builder.location(location), path, at: range.lowerBound)
    }

    private func readLine(_ range: Range<Int>, _ path: PprofPath) throws(ProfileFormatError) -> Line {
        typealias Field = PprofField.Line
        var (function, number, column) = (0 as UInt64, 0 as Int64, 0 as Int64)
        var message = WireReader(data, range)
        while let field = try message.next() {
            switch field.number {
            case Field.functionID: function = try message.number(field, path.text)
            case Field.line: number = Int64(bitPattern: try message.number(field, path.text))
            case Field.column: column = Int64(bitPattern: try message.number(field, path.text))
            default: try message.skip(field.kind)
            }
        }
        let id = try functions.find(function, path.at("function_id"), at: range.lowerBound)
        return Line(function: id, number: number, column: column)
    }
}

// MARK: - Samples

extension PprofReader {
    private mutating func readSamples() throws(ProfileFormatError) {
        // Used again for every sample.
        var ids: [UInt64] = []
        var numbers: [UInt64] = []
        var labels: [Label] = []
        let types = builder.profile.sampleTypes.count
        try each(Field.sample, "sample") { (reader, range, path) throws(ProfileFormatError) in
            typealias Field = PprofField.Sample
            ids.removeAll(keepingCapacity: true)
            numbers.removeAll(keepingCapacity: true)
            labels.removeAll(keepingCapacity: true)
            var message = WireReader(reader.data, range)
            while let field = try message.next() {
                switch field.number {
                case Field.locationID: try message.numbers(field, path.at("location_id").text, into: &ids)
                case Field.value: try message.numbers(field, path.at("value").text, into: &numbers)
                case Field.label:
                    let label = try message.message(field, path.at("label").text)
                    labels.append(try reader.label(label, path.at("label")))
                default: try message.skip(field.kind)
                }
            }
            guard numbers.count == types else {
                throw ProfileFormatError(
                    "there are \(numbers.count) values, but \(types) sample types", field: path.at("value").text,
                    at: .byte(range.lowerBound))
            }
            let stack = try reader.stack(ids, path, at: range.lowerBound)
            let set = labels.isEmpty ? .empty : reader.builder.labelSet(labels)
            reader.builder.add(stack, labels: set, values: numbers.lazy.map { Int64(bitPattern: $0) })
        }
    }

    private mutating func stack(
        _ ids: [UInt64], _ path: PprofPath, at offset: Int
    ) throws(ProfileFormatError) -> StackID {
        guard !ids.isEmpty else {
            throw ProfileFormatError("the stack is empty", field: path.at("location_id").text, at: .byte(offset))
        }
        var stack = StackTree.root
        for id in ids.reversed() {
            let location = try locations.find(id, path.at("location_id"), at: offset)
            stack = builder.stack(of: location, calledFrom: stack)
        }
        guard builder.profile.stacks.count <= Self.frameLimit else {
            throw ProfileFormatError(
                "the stacks up to here have more than \(Self.frameLimit) frames, the most that is read",
                field: path.text, at: .byte(offset))
        }
        return stack
    }

    private func label(_ range: Range<Int>, _ path: PprofPath) throws(ProfileFormatError) -> Label {
        typealias Field = PprofField.Label
        var (key, unit, number) = ("", "", nil as Int64?)
        var text: String?
        var isText = false
        var message = WireReader(data, range)
        while let field = try message.next() {
            let offset = message.offset
            guard 1...Field.numberUnit ~= field.number else {
                try message.skip(field.kind)
                continue
            }
            let value = try message.number(field, path.text)
            switch field.number {
            case Field.key: key = try texts[value, path.at("key"), offset]
            case Field.text:
                text = try texts[value, path.at("str"), offset]
                isText = value != 0
            case Field.number: number = Int64(bitPattern: value)
            default: unit = try texts[value, path.at("num_unit"), offset]
            }
        }
        // A text of index 0 is what other writers give with a number.
        if let text, isText || number == nil { return Label(key, text) }
        return Label(key, number ?? 0, unit: unit)
    }
}

extension Mapping.Resolved {
    fileprivate mutating func set(_ option: Mapping.Resolved, _ isOn: Bool) {
        if isOn { insert(option) } else { remove(option) }
    }
}
