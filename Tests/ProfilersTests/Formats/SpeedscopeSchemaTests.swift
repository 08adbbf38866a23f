import Foundation
import Profilers
import Testing

/// Whether files are what speedscope's published schema (www.speedscope.app/file-format-schema.json) says, and what the remarks in
/// it and its importer ask for beyond that. The rules are written out here; JSON is read by Foundation, not by the code under test.
@Suite struct SpeedscopeSchemaTests {
    @Test("every file is one by speedscope's schema", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) throws {
        #expect(try Self.violations(of: SpeedscopeFormat.text(.random(seed: seed))) == [])
    }

    @Test("an empty profile's file is, and a difference's", arguments: [0, 1])
    func special(index: Int) throws {
        let empty = ProfileBuilder(sampleTypes: [SampleType("cpu", unit: "nanoseconds")]).profile
        let difference = Profile.stacks(["main;less": -7, "main;more": 3, "main;same": 0])
        let text = SpeedscopeFormat.text([empty, difference][index])
        #expect(try Self.violations(of: text) == [])
        if index == 1 {
            #expect(String(decoding: text, as: UTF8.self).contains(#""name":"samples, taken away""#))
            #expect(try SpeedscopeFormat.read(text).named == difference.named)
        }
    }

    @Test("the rules refuse what breaks one of them")
    func broken() throws {
        let file = String(decoding: SpeedscopeFormat.text(.stacks(["main;a": 3, "main": 4])), as: UTF8.self)
        for (part, other) in [
            (#""$schema":"https://www"#, #""$schema":"http://www"#), (#""type":"sampled""#, #""type":"folded""#),
            (#""unit":"none""#, #""unit":"count""#), (#""endValue":7"#, #""endValue":-1"#),
            (#""startValue":0,"#, ""), (#""frames":["#, #""frames":[{"file":"a"},"#), ("[0,1]", "[0,2]"),
            ("[0,1]", "[0,1.5]"), (#""weights":["#, #""weights":[1,"#), (#""weights":[3"#, #""weights":[-3"#),
            (#""activeProfileIndex":0"#, #""activeProfileIndex":1"#), (#""exporter":""#, #""exporter":1,"x":""#),
        ] {
            let text = file.replacing(part, with: other)
            #expect(text != file, "\(part)")
            #expect(try !Self.violations(of: Array(text.utf8)).isEmpty, "\(other)")
        }
    }

    // MARK: Rules

    private static func violations(of text: [UInt8]) throws -> [String] {
        let json = try JSONSerialization.jsonObject(with: Data(text))
        guard let file = json as? [String: Any] else { return ["the file is no object"] }
        var broken: [String] = []
        if file["$schema"] as? String != "https://www.speedscope.app/file-format-schema.json" {
            broken.append("$schema")
        }
        for key in ["name", "exporter"] where file[key] != nil && !(file[key] is String) { broken.append(key) }
        let frames = (file["shared"] as? [String: Any])?["frames"] as? [[String: Any]]
        guard let frames, let profiles = file["profiles"] as? [[String: Any]] else {
            return broken + ["shared.frames or profiles"]
        }
        for frame in frames {
            if !(frame["name"] is String) { broken.append("frame.name") }
            if frame["file"] != nil, !(frame["file"] is String) { broken.append("frame.file") }
            for key in ["line", "col"] where frame[key] != nil && number(frame[key]) == nil {
                broken.append("frame.\(key)")
            }
        }
        if let active = file["activeProfileIndex"] {
            // Of no profiles none can be shown.
            let isThere = number(active).map { $0 >= 0 && Int($0) < max(1, profiles.count) } ?? false
            if !isThere { broken.append("activeProfileIndex") }
        }
        return broken + profiles.flatMap { violations(of: $0, frames: frames.count) }
    }

    private static func violations(of profile: [String: Any], frames: Int) -> [String] {
        var broken: [String] = []
        if profile["type"] as? String != "sampled" { broken.append("type") }
        if !(profile["name"] is String) { broken.append("name") }
        let units = ["none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes"]
        if !units.contains(profile["unit"] as? String ?? "") { broken.append("unit") }
        guard let start = number(profile["startValue"]), let end = number(profile["endValue"]),
            let samples = profile["samples"] as? [[Any]], let weights = profile["weights"] as? [Any]
        else { return broken + ["startValue, endValue, samples or weights"] }
        if end < start { broken.append("endValue is before startValue") }
        if samples.count != weights.count { broken.append("samples and weights are not as many") }
        // Not in the schema: the importer throws.
        if !weights.allSatisfy({ number($0).map { $0 >= 0 } ?? false }) { broken.append("weights") }
        for stack in samples {
            let indices = stack.map { number($0).flatMap { Int(exactly: $0) } ?? -1 }
            if !indices.allSatisfy({ (0..<frames).contains($0) }) { broken.append("a stack's frames") }
        }
        return broken
    }

    /// JSON's numbers without its truth values, which Foundation takes for numbers too.
    private static func number(_ value: Any?) -> Double? {
        value is Bool && !(value is Int) ? nil : (value as? NSNumber)?.doubleValue
    }
}
