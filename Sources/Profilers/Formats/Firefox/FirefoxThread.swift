/// The tables of one thread in Firefox Profiler's format: stacks of frames of functions of resources, each a set of
/// columns.
struct FirefoxThread {
    private struct FunctionKey: Hashable {
        var name: String
        var file: String
        var mapping: Int?
    }

    private struct FrameKey: Hashable {
        var function: Int
        var line: Int64
        var column: Int64
    }

    private var strings = Table<String>()
    private var functions = Table<FunctionKey>()
    private var frames = Table<FrameKey>()
    /// The mappings that functions are of, which are the thread's resources.
    private var resources = Table<Int>()
    /// The frame and the prefix of every stack.
    private var stacks = Table<SIMD2<Int>>()
    private let samples: [Int]
    private var sampleStacks: [Int] = []
    private let categories: FirefoxFormat.Categories

    /// Values in the order of their first appearance.
    private struct Table<Value: Hashable> {
        private(set) var values: [Value] = []
        private var known: [Value: Int] = [:]

        mutating func index(of value: Value) -> Int {
            if let index = known[value] { return index }
            known[value] = values.count
            values.append(value)
            return values.count - 1
        }
    }

    init(_ profile: Profile, _ samples: [Int], _ categories: FirefoxFormat.Categories) {
        self.samples = samples
        self.categories = categories
        let ofLocation = profile.locations.map { profile.namedFrames(of: $0) }
        // The stack of every node of the tree, so that what stacks share is gone over once.
        var known = [Int32](repeating: -1, count: profile.stacks.count)
        for sample in samples {
            var missing: [StackID] = []
            var node = profile.samples.stack(sample)
            while node != StackTree.root, known[node.index] < 0 {
                missing.append(node)
                node = profile.stacks.parent(of: node)
            }
            var stack = Int(known[node.index])
            for node in missing.reversed() {
                for frame in profile.stacks.location(of: node).map({ ofLocation[$0.index] }) ?? [] {
                    stack = add(frame, prefix: stack)
                }
                known[node.index] = Int32(stack)
            }
            if stack < 0 { stack = add(NamedFrame(name: PprofWriter.noStack), prefix: stack) }
            sampleStacks.append(stack)
        }
        // Every text of the tables, so that writing needs none.
        for function in functions.values {
            _ = strings.index(of: function.name)
            if !function.file.isEmpty { _ = strings.index(of: function.file) }
        }
        for mapping in resources.values { _ = strings.index(of: profile.mappings[mapping].shortName) }
    }

    private mutating func add(_ frame: NamedFrame, prefix: Int) -> Int {
        if let mapping = frame.mapping { _ = resources.index(of: mapping) }
        let function = functions.index(of: FunctionKey(name: frame.name, file: frame.file, mapping: frame.mapping))
        let index = frames.index(of: FrameKey(function: function, line: frame.line, column: frame.column))
        return stacks.index(of: SIMD2(index, prefix))
    }

    func write(
        to text: inout JSONText, _ profile: Profile, name: String, number: Int, _ sampleType: Int, _ interval: Double
    ) {
        var table = self
        text.member("processType", "default")
        text.member("processName", FirefoxFormat.product)
        text.key("processStartupTime")
        text.number(0)
        text.key("processShutdownTime")
        text.null()
        text.key("registerTime")
        text.number(0)
        text.key("unregisterTime")
        text.null()
        text.key("pausedRanges")
        text.array { _ in }
        text.member("name", name)
        text.key("isMainThread")
        text.flag(number == 0)
        text.member("pid", "0")
        text.member("tid", number)
        table.writeSamples(to: &text, profile, sampleType, interval)
        table.writeStacksAndFrames(to: &text)
        table.writeFunctions(to: &text, profile)
        text.key("markers")
        text.object {
            for column in ["data", "name", "startTime", "endTime", "phase", "category"] { $0.column(column, [Int]()) }
            $0.member("length", 0)
        }
        text.key("stringArray")
        text.array(table.strings.values) { $0.text($1) }
    }

    private func writeSamples(to text: inout JSONText, _ profile: Profile, _ sampleType: Int, _ interval: Double) {
        let weightType = FirefoxFormat.WeightType(profile.sampleTypes[sampleType].unit)
        text.key("samples")
        text.object { text in
            text.member("weightType", weightType.rawValue)
            text.key("weight")
            text.array(samples) { text, sample in
                let value = profile.samples.value(sample, ofType: sampleType)
                if weightType == .time { text.number(Double(value) / 1e6) } else { text.number(value) }
            }
            text.column("stack", sampleStacks)
            text.key("time")
            text.array(samples.indices) { $0.number(Double($1) * interval) }
            text.member("length", samples.count)
        }
    }

    private func category(ofFrame index: Int) -> Int {
        functions.values[frames.values[index].function].mapping.map { categories.ofMapping[$0] } ?? 0
    }

    private func writeStacksAndFrames(to text: inout JSONText) {
        text.key("stackTable")
        text.object { text in
            text.column("frame", stacks.values.map { $0[0] })
            text.column("prefix", stacks.values.map { $0[1] < 0 ? nil : $0[1] })
            text.column("category", stacks.values.map { category(ofFrame: $0[0]) })
            text.column("subcategory", stacks.values.map { _ in 0 })
            text.member("length", stacks.values.count)
        }
        text.key("frameTable")
        text.object { text in
            text.column("address", frames.values.map { _ in -1 })
            text.column("inlineDepth", frames.values.map { _ in 0 })
            text.column("category", frames.values.indices.map { category(ofFrame: $0) })
            text.column("subcategory", frames.values.map { _ in 0 })
            text.column("func", frames.values.map(\.function))
            text.column("nativeSymbol", frames.values.map { _ in nil })
            text.column("innerWindowID", frames.values.map { _ in 0 })
            text.column("implementation", frames.values.map { _ in nil })
            text.column("line", frames.values.map { $0.line == 0 ? nil : Int($0.line) })
            text.column("column", frames.values.map { $0.column == 0 ? nil : Int($0.column) })
            text.member("length", frames.values.count)
        }
    }

    private mutating func writeFunctions(to text: inout JSONText, _ profile: Profile) {
        let names = functions.values.map { strings.index(of: $0.name) }
        let files = functions.values.map { $0.file.isEmpty ? nil : strings.index(of: $0.file) }
        let ofFunction = functions.values.map { $0.mapping.map { resources.index(of: $0) } ?? -1 }
        let resourceNames = resources.values.map { strings.index(of: profile.mappings[$0].shortName) }
        text.key("funcTable")
        text.object { text in
            text.flags("isJS", count: names.count)
            text.flags("relevantForJS", count: names.count)
            text.column("name", names)
            text.column("resource", ofFunction)
            text.column("fileName", files)
            text.column("lineNumber", names.map { _ in nil })
            text.column("columnNumber", names.map { _ in nil })
            text.member("length", names.count)
        }
        text.key("resourceTable")
        text.object { text in
            text.column("lib", resources.values)
            text.column("name", resourceNames)
            text.column("host", resources.values.map { _ in nil })
            // 1 is a library.
            text.column("type", resources.values.map { _ in 1 })
            text.member("length", resources.values.count)
        }
        text.key("nativeSymbols")
        text.object {
            for column in ["libIndex", "address", "name", "functionSize"] { $0.column(column, [Int]()) }
            $0.member("length", 0)
        }
    }
}

extension JSONText {
    fileprivate mutating func column(_ name: String, _ values: [Int]) {
        key(name)
        numbers(values)
    }

    fileprivate mutating func column(_ name: String, _ values: [Int?]) {
        key(name)
        array(values) { $0.optional($1) }
    }

    fileprivate mutating func flags(_ name: String, count: Int) {
        key(name)
        array(0..<count) { text, _ in text.flag(false) }
    }
}
