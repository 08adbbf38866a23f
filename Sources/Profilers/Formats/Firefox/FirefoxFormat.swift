/// Firefox Profiler's processed format, which profiler.firefox.com opens.
///
/// One sample type; a thread for each value of the label `thread`; categories by module. The profile has no times of
/// single samples, so they stand one interval apart.
public enum FirefoxFormat {
    /// The version of the format that is written; its threads hold all their own tables. The viewer upgrades older
    /// versions when it loads them.
    static let version = 49
    static let product = "swift-perf-lab"
    /// The name of the thread of samples without the label `thread`.
    static let otherThread = "(no thread label)"

    /// How the viewer shows weights.
    enum WeightType: String {
        case samples
        case bytes
        case time = "tracing-ms"

        init(_ unit: String) {
            switch unit {
            case "nanoseconds": self = .time
            case "bytes": self = .bytes
            default: self = .samples
            }
        }
    }

    /// One sample type of a profile as a JSON text.
    public static func text(_ profile: Profile, sampleType: Int) -> [UInt8] {
        let type = profile.sampleTypes[sampleType]
        let categories = Categories(profile)
        let interval =
            profile.period.flatMap { $0.type.unit == "nanoseconds" && $0.value > 0 ? Double($0.value) / 1e6 : nil } ?? 1
        var text = JSONText()
        text.object { text in
            text.key("meta")
            text.object { $0.meta(profile, type, categories, interval) }
            text.key("libs")
            text.array(profile.mappings) { $0.library($1) }
            for name in ["pages", "profilerOverhead", "counters"] {
                text.key(name)
                text.array { _ in }
            }
            text.key("threads")
            text.array { text in
                for (index, thread) in profile.samplesByThread().enumerated() {
                    let tables = FirefoxThread(profile, thread.samples, categories)
                    text.object {
                        tables.write(
                            to: &$0, profile, name: thread.name ?? otherThread, number: index, sampleType, interval)
                    }
                }
            }
        }
        return text.bytes
    }

    /// A category for each kind of module, so that the viewer's colours tell them apart.
    struct Categories {
        static let list = [
            ("Other", "grey"), ("User", "yellow"), ("Swift runtime", "orange"), ("Foundation", "blue"),
            ("System", "purple"), ("Kernel", "red"),
        ]
        let ofMapping: [Int]

        init(_ profile: Profile) {
            ofMapping = profile.mappings.indices.map { Self.category(profile.mappings[$0], $0) }
        }

        private static func category(_ mapping: Mapping, _ index: Int) -> Int {
            let name = mapping.shortName
            if name.hasPrefix("[kernel") || name.hasPrefix("[vdso") { return 5 }
            if name.contains("Foundation") { return 3 }
            if name.hasPrefix("libswift") || name.hasPrefix("lib_Swift") { return 2 }
            if mapping.file.hasPrefix("/lib") || mapping.file.hasPrefix("/usr/lib") { return 4 }
            return mapping.file.isEmpty ? 0 : 1
        }
    }
}

extension JSONText {
    fileprivate mutating func meta(
        _ profile: Profile, _ type: SampleType, _ categories: FirefoxFormat.Categories, _ interval: Double
    ) {
        member("product", FirefoxFormat.product)
        member("preprocessedProfileVersion", FirefoxFormat.version)
        // Of the format that Firefox itself writes; it says nothing here, but has to be there.
        member("version", 24)
        key("interval")
        number(interval)
        key("startTime")
        number(Double(profile.time ?? 0) / 1e6)
        member("processType", 0)
        member("stackwalk", 1)
        key("debug")
        flag(false)
        for name in [
            "symbolicated", "usesOnlyOneStackType", "doesNotUseFrameImplementation", "sourceCodeIsNotOnSearchfox",
        ] {
            key(name)
            flag(true)
        }
        key("sampleUnits")
        object {
            $0.member("time", "ms")
            $0.member("eventDelay", "ms")
            $0.member("threadCPUDelta", "µs")
        }
        // The viewer passes over what it does not know.
        key("sampleType")
        object {
            $0.member("name", type.name)
            $0.member("unit", type.unit)
        }
        key("extensions")
        object {
            $0.member("length", 0)
            for name in ["id", "name", "baseURL"] {
                $0.key(name)
                $0.array { _ in }
            }
        }
        key("markerSchema")
        array { _ in }
        key("categories")
        array(FirefoxFormat.Categories.list) { text, category in
            text.object {
                $0.member("name", category.0)
                $0.member("color", category.1)
                $0.key("subcategories")
                $0.array { $0.text("Other") }
            }
        }
    }

    fileprivate mutating func library(_ mapping: Mapping) {
        object {
            $0.member("arch", "")
            $0.member("name", mapping.shortName)
            $0.member("path", mapping.file)
            $0.member("debugName", mapping.shortName)
            $0.member("debugPath", mapping.file)
            $0.member("breakpadId", "")
            if mapping.buildID.isEmpty {
                $0.key("codeId")
                $0.null()
            } else {
                $0.member("codeId", mapping.buildID)
            }
        }
    }
}
