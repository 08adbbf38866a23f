import Profilers
import Testing

@Suite struct JSONFormatsTests {
    /// What speedscope and Firefox's format hold of a profile: names, files, lines and columns, threads; and modules.
    private func plain(_ profile: Profile, sampleTypes: [Int], modules: Bool) -> [String: [Int64]] {
        var result: [String: [Int64]] = [:]
        for sample in profile.samples {
            let frames = profile.stacks.locations(of: sample.stack).reversed().flatMap { id -> [String] in
                let location = profile.locations[id.index]
                let module = modules ? location.mapping.map { profile.mappings[$0.index].file } ?? "" : ""
                if location.lines.isEmpty { return ["\(profile.placeName(of: location))||0|0|\(module)"] }
                return location.lines.reversed().map {
                    let function = profile.functions[$0.function.index]
                    return "\(function.name)|\(function.file)|\($0.number)|\($0.column)|\(module)"
                }
            }
            let thread = profile.labelSets[sample.labels.index].first { $0.key == "thread" }?.plainValue
            let key = "\(thread.map { "<\($0)>" } ?? "-") " + frames.joined(separator: ";")
            let values = sampleTypes.map { sample.values[sample.values.startIndex + $0] }
            result[key] = zip(result[key] ?? Array(repeating: 0, count: values.count), values).map(+)
        }
        return result
    }

    @Test("speedscope's format is read back with all that it holds", arguments: 0..<20 as Range<UInt64>)
    func speedscope(seed: UInt64) throws {
        let profile = Profile.random(seed: seed)
        let read = try SpeedscopeFormat.read(SpeedscopeFormat.text(profile))
        let order = profile.sampleTypes.map { type in read.sampleTypes.firstIndex(of: type) ?? -1 }
        #expect(Set(read.sampleTypes) == Set(profile.sampleTypes))
        #expect(
            plain(read, sampleTypes: order, modules: false)
                == plain(profile, sampleTypes: Array(profile.sampleTypes.indices), modules: false))
    }

    @Test("Firefox's format is read back with all that it holds of one sample type", arguments: 0..<20 as Range<UInt64>)
    func firefox(seed: UInt64) throws {
        let profile = Profile.random(seed: seed)
        let read = try FirefoxFormat.read(FirefoxFormat.text(profile, sampleType: 0))
        #expect(read.sampleTypes == [profile.sampleTypes[0]])
        #expect(read.time == profile.time)
        #expect(plain(read, sampleTypes: [0], modules: true) == plain(profile, sampleTypes: [0], modules: true))
    }

    @Test("a file's format is told by its content")
    func contents() throws {
        let folder = try ScratchFolder()
        let profile = Profile.stacks(["main;a": 3, "main;b": 4])
        for (name, bytes) in [
            ("gzip", try profile.pprof()), ("plain", profile.uncompressedPprof()),
            ("folded", FoldedFormat.text(profile, sampleType: 0)), ("speedscope", SpeedscopeFormat.text(profile)),
            ("firefox", FirefoxFormat.text(profile, sampleType: 0)),
        ] {
            let path = try folder.write(name, bytes)
            #expect(try Profile(contentsOf: path).named == ["main;a": [3], "main;b": [4]], "\(name)")
        }
    }

    @Test("an evented speedscope profile gives each stack the time until the next event")
    func evented() throws {
        let text = #"""
            {"$schema": "https://www.speedscope.app/file-format-schema.json",
             "shared": {"frames": [{"name": "a"}, {"name": "b\u00e9\ud83d\ude00"}]},
             "profiles": [{"type": "evented", "name": "t", "unit": "milliseconds", "startValue": 0, "endValue": 14,
              "events": [{"type": "O", "frame": 0, "at": 0}, {"type": "O", "frame": 1, "at": 5},
                         {"type": "C", "frame": 1, "at": 9}, {"type": "C", "frame": 0, "at": 14}]}]}
            """#
        let profile = try SpeedscopeFormat.read(Array(text.utf8))
        #expect(profile.named == ["a": [10], "a;bé😀": [4]])
        #expect(profile.sampleTypes == [SampleType("time", unit: "milliseconds")])
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let text: String
        let message: String
        var testDescription: String { message }
    }

    @Test(
        "each is an error that names the field",
        arguments: [
            Bad(text: "{", message: "byte 1: the JSON is cut off"),
            Bad(text: "{}", message: "shared.frames: is missing, or of the wrong kind"),
            Bad(text: "{\"a\": 1} x", message: "byte 9: something follows the JSON value"),
            Bad(text: "{\"a\": nul}", message: "byte 6: this is no JSON value"),
            Bad(
                text: "{\"a\":" + String(repeating: "[", count: 100_000),
                message: "byte 68: the JSON is nested deeper than 64"),
            Bad(
                text: "{\"a\": \"" + String(repeating: "x", count: 1_000_000) + "\"}",
                message: "byte 262151: a text has more than 262144 bytes, the most that is read"),
            Bad(text: sampled("[[5]]", "[1]"), message: "profiles[0].samples[0]: there is no such frame: there are 1"),
            Bad(text: sampled("[[]]", "[1]"), message: "profiles[0].samples[0]: the stack is empty"),
            Bad(text: sampled("[[0]]", "[]"), message: "profiles[0].weights: there are 0 of them for 1 samples"),
        ])
    func refused(_ bad: Bad) {
        let error = #expect(throws: ProfileFormatError.self) { try SpeedscopeFormat.read(Array(bad.text.utf8)) }
        #expect(error?.description == bad.message)
    }

    private static func sampled(_ samples: String, _ weights: String) -> String {
        #"{"shared":{"frames":[{"name":"a"}]},"profiles":[{"type":"sampled","name":"p","unit":"none","startValue":0,"#
            + #""endValue":1,"samples":\#(samples),"weights":\#(weights)}]}"#
    }

    @Test("a stack of Firefox's that is its own prefix is refused")
    func circle() {
        let text =
            #"{"meta":{},"threads":[{"name":"t","stringArray":["a"],"funcTable":{"name":[0]},"frameTable":{"func":[0]},"#
            + #""stackTable":{"frame":[0],"prefix":[0]},"samples":{"stack":[0]}}]}"#
        let error = #expect(throws: ProfileFormatError.self) { try FirefoxFormat.read(Array(text.utf8)) }
        #expect(error?.description == "threads[0].stackTable.prefix[0]: there is no such stack")
    }

    @Test("names are escaped: nothing in them ends the text or a page's script")
    func escaping() throws {
        let name = "</script>\"\\\u{1}\n\u{2028}"
        let profile = Profile.stacks([name: 1])
        let text = SpeedscopeFormat.text(profile)
        #expect(!text.contains(0x0A) && !text.contains(UInt8(ascii: "<")))
        #expect(try SpeedscopeFormat.read(text).named == [name: [1]])
    }
}
