/// The file format of speedscope, by its schema (www.speedscope.app/file-format-schema.json).
///
/// A sampled profile for each sample type and thread. Frames keep name, file, line and column; addresses, mappings and
/// labels other than the thread are left out.
public enum SpeedscopeFormat {
    static let exporter = "swift-perf-lab"
    static let schema = "https://www.speedscope.app/file-format-schema.json"

    /// The units that the schema knows, which are spelled as pprof does; anything else is `none`.
    static let units: Set<String> = ["nanoseconds", "microseconds", "milliseconds", "seconds", "bytes"]

    /// The profile as a JSON text.
    ///
    /// - Parameter name: what the viewer shows as the title.
    public static func text(_ profile: Profile, name: String = "profile") -> [UInt8] {
        var frames: [NamedFrame: Int] = [:]
        var frameList: [NamedFrame] = []
        let ofLocation = profile.locations.map { location in
            profile.namedFrames(of: location).map { frame -> Int in
                var frame = frame
                frame.module = ""
                frame.mapping = nil
                if let index = frames[frame] { return index }
                frames[frame] = frameList.count
                frameList.append(frame)
                return frameList.count - 1
            }
        }
        if profile.samples.contains(where: { $0.stack == StackTree.root }) {
            frameList.append(NamedFrame(name: PprofWriter.noStack))
        }
        var text = JSONText()
        text.object { text in
            text.member("$schema", schema)
            text.member("exporter", exporter)
            text.member("name", name)
            text.member("activeProfileIndex", 0)
            text.key("shared")
            text.object {
                $0.key("frames")
                $0.array(frameList) { $0.frame($1) }
            }
            text.key("profiles")
            text.array { text in
                // The type that is shown first comes first.
                let first = profile.sampleTypeIndex() ?? 0
                let types = [first] + profile.sampleTypes.indices.filter { $0 != first }
                for type in types where profile.sampleTypes.indices.contains(type) {
                    for thread in profile.samplesByThread() {
                        for group in Group.groups(of: thread.samples, name: thread.name, type: type, profile) {
                            group.write(to: &text, profile, ofLocation, noStack: frameList.count - 1)
                        }
                    }
                }
            }
        }
        return text.bytes
    }

    /// What becomes one profile of the file.
    private struct Group {
        let name: String?
        let samples: [Int]
        let type: Int
        /// Whether the samples' values are negative, as in a difference; speedscope opens no file with such weights.
        var isTakenAway = false

        /// The samples, and apart from them those with negative values.
        static func groups(of samples: [Int], name: String?, type: Int, _ profile: Profile) -> [Group] {
            let negative = samples.filter { profile.samples.value($0, ofType: type) < 0 }
            guard !negative.isEmpty else { return [Group(name: name, samples: samples, type: type)] }
            let others = samples.filter { profile.samples.value($0, ofType: type) >= 0 }
            let groups = [
                Group(name: name, samples: others, type: type),
                Group(name: name, samples: negative, type: type, isTakenAway: true),
            ]
            return groups.filter { !$0.samples.isEmpty }
        }

        func write(to text: inout JSONText, _ profile: Profile, _ ofLocation: [[Int]], noStack: Int) {
            let sampleType = profile.sampleTypes[type]
            let values = samples.map { sample in
                let value = profile.samples.value(sample, ofType: type)
                return isTakenAway ? (0 as Int64).subtractingSaturated(value) : value
            }
            text.object { text in
                text.member("type", "sampled")
                let kind = sampleType.name + (isTakenAway ? SpeedscopeFormat.takenAwayMark : "")
                text.member("name", kind + (name.map { SpeedscopeFormat.threadMark + $0 } ?? ""))
                text.member("unit", units.contains(sampleType.unit) ? sampleType.unit : "none")
                text.member("startValue", 0)
                text.member("endValue", values.reduce(0 as Int64) { $0.addingSaturated($1) })
                text.key("samples")
                text.array(samples) { text, sample in
                    let locations = profile.stacks.locations(of: profile.samples.stack(sample)).reversed()
                    text.numbers(locations.isEmpty ? [noStack] : locations.flatMap { ofLocation[$0.index] })
                }
                text.key("weights")
                text.array(values) { $0.number($1) }
            }
        }
    }

    /// Stands behind the sample type of what is negative.
    static let takenAwayMark = ", taken away"

    /// Stands between the sample type and the thread in a profile's name.
    static let threadMark = ", thread "
}

extension JSONText {
    fileprivate mutating func frame(_ frame: NamedFrame) {
        object {
            $0.member("name", frame.name)
            if !frame.file.isEmpty { $0.member("file", frame.file) }
            if frame.line != 0 { $0.member("line", frame.line) }
            if frame.column != 0 { $0.member("col", frame.column) }
        }
    }
}
