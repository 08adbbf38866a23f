import Profilers

extension Profile {
    /// A profile of everything that the model can hold, from a seed.
    static func random(seed: UInt64, samples: Int = 60) -> Profile {
        var random = SeededRandom(seed: seed)
        let types = [SampleType("samples", unit: "count"), SampleType("cpu", unit: "nanoseconds")]
        var builder = ProfileBuilder(sampleTypes: Array(types.prefix(1 + random.below(2))))
        let files = [("/usr/bin/shop", "a1b2c3"), ("/usr/lib/libc.so.6", ""), ("[vdso]", "00ff")]
        var mappings: [MappingID] = []
        for (number, file) in files.enumerated() {
            let start = UInt64(number + 1) << 20
            let mapping = Mapping(
                addresses: start..<start + 0x8000, fileOffset: UInt64(number) * 0x1000, file: file.0,
                buildID: file.1, resolved: [.functions, .lineNumbers])
            mappings.append(builder.mapping(mapping))
        }
        let names = [
            "main", "serve(_:)", "a <b> & \"c\"", "naïve 🧮 name", "std::vector<int>::at", "x\\y\tz", "ends in 12",
        ]
        var functions: [FunctionID] = []
        for number in 0..<20 {
            let function = Function(
                name: "\(random.pick(names))#\(number)", systemName: random.chance(50) ? "$s\(number)" : "",
                file: random.chance(70) ? "/src/file\(number % 4).swift" : "", startLine: Int64(number * 10))
            functions.append(builder.function(function))
        }
        var locations: [LocationID] = []
        for number in 0..<40 {
            let mapping = random.chance(80) ? random.below(3) : nil
            var lines: [Line] = []
            for _ in 0..<random.below(4) {
                let (line, column) = (Int64(random.below(500)), Int64(random.below(3)))
                lines.append(Line(function: random.pick(functions), number: line, column: column))
            }
            let address: UInt64 = UInt64((mapping ?? 8) + 1) << 20 + UInt64(number)
            let location = Location(
                mapping: mapping.map { mappings[$0] }, address: address, lines: lines,
                isFolded: random.chance(10))
            locations.append(builder.location(location))
        }
        let values: [Int64] = [1, 7, -3, 10_000_000, .max / 1000, 0]
        for _ in 0..<samples {
            let stack = (0..<1 + random.below(12)).map { _ in random.pick(locations) }
            var labels: [Label] = []
            if random.chance(40) { labels.append(Label("thread", random.pick(["main", "worker", ""]))) }
            if random.chance(30) {
                labels.append(Label("bytes", random.pick([0, 64, -1]), unit: random.pick(["", "bytes"])))
            }
            let sampleValues = builder.profile.sampleTypes.map { _ in random.pick(values) }
            builder.add(leafFirst: stack, labels: builder.labelSet(labels), values: sampleValues)
        }
        builder.describe {
            $0.time = 1_700_000_000_000_000_000
            $0.duration = 5_000_000_000
            $0.period = Profile.Period(type: SampleType("cpu", unit: "nanoseconds"), value: 10_000_000)
            $0.comments = ["taken 60, dropped 0", "naïve"]
            $0.defaultSampleType = "samples"
            $0.documentationURL = "https://example.org/profile"
            $0.dropFrames = "^drop$"
            $0.keepFrames = "^keep$"
        }
        return builder.profile
    }
}
