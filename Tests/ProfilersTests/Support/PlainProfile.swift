import Profilers

/// A profile without its tables: two are equal if the profiles are, whatever the order of their tables.
struct PlainProfile: Equatable, CustomStringConvertible {
    struct Frame: Hashable {
        var mapping: Mapping?
        var address: UInt64
        var lines: [String]
        var isFolded: Bool
    }

    struct Stack: Hashable {
        var frames: [Frame]
        var labels: Set<Label>
    }

    var samples: [Stack: [Int64]] = [:]
    var sampleTypes: [SampleType]
    var about: [String]

    init(_ profile: Profile) {
        sampleTypes = profile.sampleTypes
        about =
            [
                "\(profile.time ?? -1)", "\(profile.duration ?? -1)", profile.defaultSampleType ?? "-",
                profile.documentationURL, profile.dropFrames, profile.keepFrames,
                profile.period.map { "\($0.type.name) \($0.type.unit) \($0.value)" } ?? "-",
            ] + profile.comments
        for sample in profile.samples {
            let stack = Stack(
                frames: profile.stacks.locations(of: sample.stack).map { Self.frame($0, profile) },
                labels: Set(profile.labelSets[sample.labels.index]))
            let before = samples[stack] ?? Array(repeating: 0, count: sampleTypes.count)
            samples[stack] = zip(before, sample.values).map(+)
        }
    }

    private static func frame(_ id: LocationID, _ profile: Profile) -> Frame {
        let location = profile.locations[id.index]
        return Frame(
            mapping: location.mapping.map { profile.mappings[$0.index] }, address: location.address,
            lines: location.lines.map { line in
                let function = profile.functions[line.function.index]
                return [
                    function.name, function.systemName, function.file, "\(function.startLine)", "\(line.number)",
                    "\(line.column)",
                ].joined(separator: "|")
            }, isFolded: location.isFolded)
    }

    var description: String {
        ([about.joined(separator: "; ")]
            + samples.map { "\($0.key.labels.sorted()) \($0.key.frames.map(\.lines)) \($0.value)" }.sorted())
            .joined(separator: "\n")
    }
}

extension Profile {
    /// The values of every stack by the names of its frames, outermost first: `main;work` is 10.
    var named: [String: [Int64]] {
        var values: [String: [Int64]] = [:]
        for sample in samples {
            let names = stacks.locations(of: sample.stack).reversed().flatMap { id in
                locations[id.index].lines.reversed().map { functions[$0.function.index].name }
            }
            let key = names.joined(separator: ";")
            values[key] = zip(values[key] ?? Array(repeating: 0, count: sampleTypes.count), sample.values).map(+)
        }
        return values
    }

    /// A profile from stacks such as `main;work`, with a value each.
    static func stacks(_ stacks: KeyValuePairs<String, Int64>, unit: String = "count") -> Profile {
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: unit)])
        for (stack, value) in stacks {
            let frames = stack.split(separator: ";").map { builder.location(named: String($0)) }
            builder.add(leafFirst: Array(frames.reversed()), values: [value])
        }
        return builder.profile
    }
}
