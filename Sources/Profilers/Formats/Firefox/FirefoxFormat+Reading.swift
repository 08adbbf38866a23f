extension FirefoxFormat {
    /// Reads a file in Firefox Profiler's processed format: the samples of every thread, with their functions, source
    /// lines and libraries.
    ///
    /// A thread's name becomes the label `thread`. Samples without a weight count 1; samples without a stack are left
    /// out.
    ///
    /// - Throws: `ProfileFormatError` with the field.
    public static func read(
        _ bytes: [UInt8], limits: ProfileReadingLimits = .standard
    ) throws(ProfileFormatError) -> Profile {
        try read(JSONTree(bytes, limits: limits))
    }

    static func read(_ file: JSONTree) throws(ProfileFormatError) -> Profile {
        guard let meta = file["meta"] else { throw ProfileFormatError("is missing", field: "meta") }
        guard let threads = file["threads"]?.array else { throw ProfileFormatError("is missing", field: "threads") }
        let isOwn = meta["product"]?.text == product
        let weightType = threads.first?["samples"]?["weightType"]?.text.flatMap { WeightType(rawValue: $0) } ?? .samples
        var type =
            switch weightType {
            case .samples: SampleType("samples", unit: "count")
            case .bytes: SampleType("space", unit: "bytes")
            case .time: SampleType("time", unit: "nanoseconds")
            }
        if let name = meta["sampleType"]?["name"]?.text, let unit = meta["sampleType"]?["unit"]?.text, isOwn {
            type = SampleType(name, unit: unit)
        }
        var reader = FirefoxReader(
            file, ProfileBuilder(sampleTypes: [type]), isTime: weightType == .time)
        for (index, thread) in threads.enumerated() {
            let name = thread["name"]?.text.flatMap { isOwn && $0 == otherThread ? nil : $0 }
            try reader.read(thread, "threads[\(index)]", name: name)
        }
        if isOwn, let start = meta["startTime"]?.number, start != 0 {
            reader.builder.describe { $0.time = Int64(nearest: start * 1e6) }
        }
        return reader.builder.profile
    }
}

/// Reads the threads of a file.
private struct FirefoxReader {
    var builder: ProfileBuilder
    private let libraries: [Mapping]
    private let sharedStrings: [JSONTree]?
    private let isTime: Bool

    init(_ file: JSONTree, _ builder: ProfileBuilder, isTime: Bool) {
        self.builder = builder
        self.isTime = isTime
        libraries = (file["libs"]?.array ?? []).map {
            Mapping(
                addresses: 0..<0, file: $0["path"]?.text ?? $0["name"]?.text ?? "", buildID: $0["codeId"]?.text ?? "",
                resolved: .functions)
        }
        sharedStrings = file["shared"]?["stringArray"]?.array
    }

    mutating func read(_ thread: JSONTree, _ path: String, name: String?) throws(ProfileFormatError) {
        let locations = try readFrames(thread, path)
        let frames = try column(thread, path, "stackTable", "frame")
        let prefixes = try column(thread, path, "stackTable", "prefix")
        guard frames.count == prefixes.count else {
            throw ProfileFormatError("has columns of different lengths", field: "\(path).stackTable")
        }
        var stacks: [StackID] = []
        for index in frames.indices {
            let field = "\(path).stackTable.frame[\(index)]"
            guard let frame = frames[index].index(below: locations.count) else {
                throw ProfileFormatError("there is no such frame", field: field)
            }
            var parent = StackTree.root
            if case .null = prefixes[index] {
            } else {
                // Before the stack itself, or stacks could go round in a circle.
                guard let prefix = prefixes[index].index(below: index) else {
                    throw ProfileFormatError("there is no such stack", field: "\(path).stackTable.prefix[\(index)]")
                }
                parent = stacks[prefix]
            }
            stacks.append(builder.stack(of: locations[frame], calledFrom: parent))
        }
        let sampleStacks = try column(thread, path, "samples", "stack")
        let weights = thread["samples"]?["weight"]?.array
        let labels = name.map { builder.labelSet([Label(Profile.threadKey, $0)]) } ?? .empty
        for (index, tree) in sampleStacks.enumerated() {
            if case .null = tree { continue }
            guard let stack = tree.index(below: stacks.count) else {
                throw ProfileFormatError("there is no such stack", field: "\(path).samples.stack[\(index)]")
            }
            var weight: Int64 = 1
            if let weights {
                guard index < weights.count, let number = weights[index].number else {
                    throw ProfileFormatError("is missing", field: "\(path).samples.weight[\(index)]")
                }
                weight = isTime ? Int64(nearest: number * 1e6) : weights[index].integer ?? 0
            }
            builder.add(stacks[stack], labels: labels, values: CollectionOfOne(weight))
        }
    }

    private mutating func readFrames(_ thread: JSONTree, _ path: String) throws(ProfileFormatError) -> [LocationID] {
        let strings = thread["stringArray"]?.array ?? sharedStrings ?? []
        let names = try column(thread, path, "funcTable", "name")
        let files = thread["funcTable"]?["fileName"]?.array
        let resources = thread["funcTable"]?["resource"]?.array
        let resourceLibraries = thread["resourceTable"]?["lib"]?.array ?? []
        let functions = try column(thread, path, "frameTable", "func")
        let lines = thread["frameTable"]?["line"]?.array
        let columns = thread["frameTable"]?["column"]?.array
        var locations: [LocationID] = []
        for (index, tree) in functions.enumerated() {
            guard let function = tree.index(below: names.count) else {
                throw ProfileFormatError("there is no such function", field: "\(path).frameTable.func[\(index)]")
            }
            guard let string = names[function].index(below: strings.count), let name = strings[string].text else {
                throw ProfileFormatError("there is no such text", field: "\(path).funcTable.name[\(function)]")
            }
            let file = files?[checked: function]?.index(below: strings.count).flatMap { strings[$0].text }
            let id = builder.function(Function(name: name, file: file ?? ""))
            let library = resources?[checked: function]?.index(below: resourceLibraries.count)
                .flatMap { resourceLibraries[$0].index(below: libraries.count) }
            let line = Line(
                function: id, number: lines?[checked: index]?.integer ?? 0,
                column: columns?[checked: index]?.integer ?? 0)
            locations.append(
                builder.location(Location(mapping: library.map { builder.mapping(libraries[$0]) }, lines: [line])))
        }
        return locations
    }

    private func column(
        _ thread: JSONTree, _ path: String, _ table: String, _ name: String
    ) throws(ProfileFormatError) -> [JSONTree] {
        guard let column = thread[table]?[name]?.array else {
            throw ProfileFormatError("is missing, or no list", field: "\(path).\(table).\(name)")
        }
        return column
    }
}

extension JSONTree {
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}

extension Array {
    fileprivate subscript(checked index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
