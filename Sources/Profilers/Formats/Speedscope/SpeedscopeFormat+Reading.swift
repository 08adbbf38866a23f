extension SpeedscopeFormat {
    /// Reads a speedscope file: sampled profiles and evented ones.
    ///
    /// Of files of other origin, each profile's name becomes the label `thread`, and its unit the name of the sample
    /// type. Fractions are rounded.
    ///
    /// - Throws: `ProfileFormatError` with the field.
    public static func read(
        _ bytes: [UInt8], limits: ProfileReadingLimits = .standard
    ) throws(ProfileFormatError) -> Profile {
        try read(JSONTree(bytes, limits: limits))
    }

    static func read(_ file: JSONTree) throws(ProfileFormatError) -> Profile {
        guard let frames = file["shared"]?["frames"]?.array else { throw missing("shared.frames") }
        guard let profiles = file["profiles"]?.array else { throw missing("profiles") }
        let isOwn = file["exporter"]?.text == exporter
        var types: [SampleType] = []
        let parts = profiles.map { Part($0, isOwn: isOwn) }
        for part in parts where !types.contains(part.type) { types.append(part.type) }
        guard !types.isEmpty, types.count <= 256 else {
            throw ProfileFormatError("there are \(types.count) kinds of values", field: "profiles")
        }
        var builder = ProfileBuilder(sampleTypes: types)
        var locations: [LocationID] = []
        for (index, frame) in frames.enumerated() {
            guard let name = frame["name"]?.text else { throw missing("shared.frames[\(index)].name") }
            locations.append(
                builder.location(
                    NamedFrame(
                        name: name, file: frame["file"]?.text ?? "", line: frame["line"]?.integer ?? 0,
                        column: frame["col"]?.integer ?? 0)))
        }
        for (index, part) in parts.enumerated() {
            let type = types.firstIndex(of: part.type) ?? 0
            let labels = part.thread.map { builder.labelSet([Label(Profile.threadKey, $0)]) } ?? .empty
            try part.read("profiles[\(index)]", locations) { stack, value in
                let value = part.isTakenAway ? (0 as Int64).subtractingSaturated(value) : value
                let values = types.indices.map { $0 == type ? value : 0 }
                builder.add(leafFirst: Array(stack.reversed()), labels: labels, values: values)
            }
        }
        return builder.profile
    }

    fileprivate static func missing(_ field: String) -> ProfileFormatError {
        ProfileFormatError("is missing, or of the wrong kind", field: field)
    }

    /// One profile of the file.
    private struct Part {
        let tree: JSONTree
        let type: SampleType
        let thread: String?
        let isTakenAway: Bool

        init(_ tree: JSONTree, isOwn: Bool) {
            self.tree = tree
            let name = tree["name"]?.text ?? ""
            let unit = tree["unit"]?.text ?? "none"
            let isPlain = unit == "none"
            if isOwn {
                let mark = name.firstRange(of: threadMark)
                let kind = mark.map { String(name[..<$0.lowerBound]) } ?? name
                isTakenAway = kind.hasSuffix(takenAwayMark)
                type = SampleType(
                    isTakenAway ? String(kind.dropLast(takenAwayMark.count)) : kind, unit: isPlain ? "count" : unit)
                thread = mark.map { String(name[$0.upperBound...]) }
            } else {
                type = SampleType(
                    isPlain ? "samples" : unit == "bytes" ? "space" : "time", unit: isPlain ? "count" : unit)
                thread = name.isEmpty ? nil : name
                isTakenAway = false
            }
        }

        func read(
            _ path: String, _ locations: [LocationID], _ add: ([LocationID], Int64) -> Void
        ) throws(ProfileFormatError) {
            switch tree["type"]?.text {
            case "sampled": try readSamples(path, locations, add)
            case "evented": try readEvents(path, locations, add)
            default: throw ProfileFormatError("is neither 'sampled' nor 'evented'", field: "\(path).type")
            }
        }

        private func readSamples(
            _ path: String, _ locations: [LocationID], _ add: ([LocationID], Int64) -> Void
        ) throws(ProfileFormatError) {
            guard let samples = tree["samples"]?.array else { throw missing("\(path).samples") }
            guard let weights = tree["weights"]?.array else { throw missing("\(path).weights") }
            guard samples.count == weights.count else {
                throw ProfileFormatError(
                    "there are \(weights.count) of them for \(samples.count) samples", field: "\(path).weights")
            }
            for (index, sample) in samples.enumerated() {
                guard let weight = weights[index].integer else { throw missing("\(path).weights[\(index)]") }
                guard let frames = sample.array else { throw missing("\(path).samples[\(index)]") }
                guard !frames.isEmpty else {
                    throw ProfileFormatError("the stack is empty", field: "\(path).samples[\(index)]")
                }
                var stack: [LocationID] = []
                for frame in frames { stack.append(try location(frame, "\(path).samples[\(index)]", locations)) }
                add(stack, weight)
            }
        }

        private func readEvents(
            _ path: String, _ locations: [LocationID], _ add: ([LocationID], Int64) -> Void
        ) throws(ProfileFormatError) {
            guard let events = tree["events"]?.array else { throw missing("\(path).events") }
            var stack: [LocationID] = []
            var last = tree["startValue"]?.integer ?? 0
            for (index, event) in events.enumerated() {
                let path = "\(path).events[\(index)]"
                guard let at = event["at"]?.integer, let frame = event["frame"] else { throw missing(path) }
                guard at >= last else { throw ProfileFormatError("is before the event before it", field: path) }
                if at > last, !stack.isEmpty { add(stack, at.subtractingSaturated(last)) }
                last = at
                let location = try location(frame, path, locations)
                if event["type"]?.text == "O" {
                    // Every event would otherwise cost as much as the stack is deep.
                    guard stack.count < 10_000 else { throw ProfileFormatError("the stack is too deep", field: path) }
                    stack.append(location)
                } else {
                    guard stack.last == location else {
                        throw ProfileFormatError("closes a frame that is not the innermost", field: path)
                    }
                    stack.removeLast()
                }
            }
        }

        private func location(
            _ frame: JSONTree, _ path: String, _ locations: [LocationID]
        ) throws(ProfileFormatError) -> LocationID {
            guard let index = frame.index(below: locations.count) else {
                throw ProfileFormatError("there is no such frame: there are \(locations.count)", field: path)
            }
            return locations[index]
        }
    }
}
