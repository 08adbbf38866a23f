/// Writes a profile as a profile.proto message. The same profile gives the same bytes.
struct PprofWriter {
    private typealias Field = PprofField.Profile

    /// What stands for a stack without frames, which pprof has not.
    static let noStack = "[no stack]"

    private let profile: Profile
    private var output = WireWriter()
    private var part = WireWriter()
    private var texts: [String: UInt64] = ["": 0]
    private var textsInOrder = [""]

    init(_ profile: Profile) { self.profile = profile }

    /// The uncompressed message.
    mutating func bytes() -> [UInt8] {
        writeSampleTypes()
        writeSamples()
        writeMappings()
        writeLocations()
        writeFunctions()
        writeDescription()
        for text in textsInOrder { output.text(Field.stringTable, text) }
        return output.bytes
    }

    private mutating func number(of text: String) -> UInt64 {
        if let number = texts[text] { return number }
        let number = UInt64(textsInOrder.count)
        texts[text] = number
        textsInOrder.append(text)
        return number
    }

    private mutating func writeValueType(_ field: Int, _ type: SampleType) {
        let (name, unit) = (number(of: type.name), number(of: type.unit))
        output.message(field, &part) {
            $0.number(PprofField.ValueType.type, name)
            $0.number(PprofField.ValueType.unit, unit)
        }
    }

    private mutating func writeSampleTypes() {
        for type in profile.sampleTypes { writeValueType(Field.sampleType, type) }
    }

    private mutating func writeSamples() {
        var labelPart = WireWriter()
        let labelSets = profile.labelSets.map { set in set.map { encode($0) } }
        var ids: [UInt64] = []
        for sample in profile.samples {
            ids.removeAll(keepingCapacity: true)
            var stack = sample.stack
            while let location = profile.stacks.location(of: stack) {
                ids.append(UInt64(location.index + 1))
                stack = profile.stacks.parent(of: stack)
            }
            if ids.isEmpty { ids.append(UInt64(profile.locations.count + 1)) }
            output.message(Field.sample, &part) { message in
                message.packed(PprofField.Sample.locationID, ids)
                message.packed(PprofField.Sample.value, sample.values.lazy.map { UInt64(bitPattern: $0) })
                for label in labelSets[sample.labels.index] {
                    message.message(PprofField.Sample.label, &labelPart) { label.write(to: &$0) }
                }
            }
        }
    }

    /// A label with its texts as numbers.
    private struct EncodedLabel {
        var key: UInt64
        var text: UInt64?
        var number: (value: Int64, unit: UInt64)?

        func write(to message: inout WireWriter) {
            message.number(PprofField.Label.key, key)
            // Even where they are 0: an empty text and the number 0 differ by which of them is there.
            if let text { message.presentNumber(PprofField.Label.text, text) }
            if let number {
                message.presentNumber(PprofField.Label.number, UInt64(bitPattern: number.value))
                message.number(PprofField.Label.numberUnit, number.unit)
            }
        }
    }

    private mutating func encode(_ label: Label) -> EncodedLabel {
        switch label.value {
        case .text(let text): EncodedLabel(key: number(of: label.key), text: number(of: text))
        case .number(let value, let unit):
            EncodedLabel(key: number(of: label.key), number: (value, number(of: unit)))
        }
    }

    private mutating func writeMappings() {
        // pprof reads the file again and shortens the names that it finds, unless it is told that they are known.
        var hasFunctions = [Bool](repeating: false, count: profile.mappings.count)
        for location in profile.locations where !location.lines.isEmpty {
            if let mapping = location.mapping { hasFunctions[mapping.index] = true }
        }
        for (index, mapping) in profile.mappings.enumerated() {
            typealias Field = PprofField.Mapping
            let (file, buildID) = (number(of: mapping.file), number(of: mapping.buildID))
            output.message(PprofField.Profile.mapping, &part) {
                $0.number(Field.id, UInt64(index + 1))
                $0.number(Field.memoryStart, mapping.addresses.lowerBound)
                $0.number(Field.memoryLimit, mapping.addresses.upperBound)
                $0.number(Field.fileOffset, mapping.fileOffset)
                $0.number(Field.filename, file)
                $0.number(Field.buildID, buildID)
                $0.flag(Field.hasFunctions, hasFunctions[index] || mapping.resolved.contains(.functions))
                $0.flag(Field.hasFilenames, mapping.resolved.contains(.fileNames))
                $0.flag(Field.hasLineNumbers, mapping.resolved.contains(.lineNumbers))
                $0.flag(Field.hasInlineFrames, mapping.resolved.contains(.inlinedFrames))
            }
        }
    }

    private var needsNoStack: Bool { profile.samples.contains { $0.stack == StackTree.root } }

    private mutating func writeLocations() {
        typealias Field = PprofField.Location
        var linePart = WireWriter()
        var locations = profile.locations
        if needsNoStack { locations.append(Location(lines: [Line(function: FunctionID(profile.functions.count))])) }
        for (index, location) in locations.enumerated() {
            output.message(PprofField.Profile.location, &part) { message in
                message.number(Field.id, UInt64(index + 1))
                if let mapping = location.mapping { message.number(Field.mappingID, UInt64(mapping.index + 1)) }
                message.number(Field.address, location.address)
                for line in location.lines {
                    message.message(Field.line, &linePart) {
                        $0.number(PprofField.Line.functionID, UInt64(line.function.index + 1))
                        $0.number(PprofField.Line.line, line.number)
                        $0.number(PprofField.Line.column, line.column)
                    }
                }
                message.flag(Field.isFolded, location.isFolded)
            }
        }
    }

    private mutating func writeFunctions() {
        typealias Field = PprofField.Function
        let functions = profile.functions + (needsNoStack ? [Function(name: Self.noStack)] : [])
        for (index, function) in functions.enumerated() {
            let (name, file) = (number(of: function.name), number(of: function.file))
            // Equal names make pprof strip arguments and templates from the name that is shown.
            let systemName = function.systemName == function.name ? 0 : number(of: function.systemName)
            output.message(PprofField.Profile.function, &part) {
                $0.number(Field.id, UInt64(index + 1))
                $0.number(Field.name, name)
                $0.number(Field.systemName, systemName)
                $0.number(Field.filename, file)
                $0.number(Field.startLine, function.startLine)
            }
        }
    }

    private mutating func writeDescription() {
        output.number(Field.dropFrames, number(of: profile.dropFrames))
        output.number(Field.keepFrames, number(of: profile.keepFrames))
        if let time = profile.time { output.presentNumber(Field.timeNanos, UInt64(bitPattern: time)) }
        if let duration = profile.duration { output.presentNumber(Field.durationNanos, UInt64(bitPattern: duration)) }
        if let period = profile.period {
            writeValueType(Field.periodType, period.type)
            output.number(Field.period, period.value)
        }
        let comments = profile.comments.map { number(of: $0) }
        output.packed(Field.comment, comments)
        output.number(Field.defaultSampleType, number(of: profile.defaultSampleType ?? ""))
        output.number(Field.documentationURL, number(of: profile.documentationURL))
    }
}
