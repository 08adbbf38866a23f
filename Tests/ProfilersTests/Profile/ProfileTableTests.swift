import Profilers
import Testing

@Suite struct ProfileTableTests {
    @Test("self is the innermost frame's, total every frame's; recursion counts once")
    func recursion() {
        let table = ProfileTable(.stacks(["main;f;g;f;f": 3, "main;f": 5, "main;g": 2]), sampleType: 0)
        #expect(table.total == 10)
        #expect(table.rows.map(\.name) == ["f", "g", "main"])
        #expect(table.rows.map(\.own) == [8, 2, 0])
        #expect(table.rows.map(\.total) == [8, 5, 10])
    }

    @Test(
        "rows are what a sum over all samples gives", arguments: 0..<20 as Range<UInt64>, ProfileTable.Grouping.allCases
    )
    func bruteForce(seed: UInt64, grouping: ProfileTable.Grouping) {
        let profile = Profile.random(seed: seed)
        var own: [String: Int64] = [:]
        var total: [String: Int64] = [:]
        for sample in profile.samples {
            let names = profile.stacks.locations(of: sample.stack).flatMap { id -> [String] in
                let location = profile.locations[id.index]
                let module = location.mapping.map { profile.mappings[$0.index].shortName } ?? "[unknown]"
                if grouping == .module { return [module] }
                if location.lines.isEmpty { return [grouping == .file ? "[unknown]" : profile.placeName(of: location)] }
                return location.lines.map { line in
                    let function = profile.functions[line.function.index]
                    return switch grouping {
                    case .function: function.name
                    case .file: function.file.isEmpty ? "[unknown]" : function.file
                    default: function.name + (function.file.isEmpty ? "" : " \(function.file):\(line.number)")
                    }
                }
            }
            let value = sample.values[sample.values.startIndex]
            own[names[0], default: 0] += value
            for name in Set(names) { total[name, default: 0] += value }
        }
        let table = ProfileTable(profile, sampleType: 0, by: grouping)
        for row in table.rows {
            #expect(row.own == own[row.name] ?? 0, "\(row.name)")
            #expect(row.total == total[row.name] ?? 0, "\(row.name)")
        }
        #expect(Set(table.rows.map(\.name)) == Set(total.filter { $0.value != 0 || own[$0.key] ?? 0 != 0 }.keys))
    }

    @Test("changes are sorted by their size, whatever the sign")
    func changes() {
        let base = ProfileTable(.stacks(["main;a": 10, "main;b": 5, "main;same": 1]), sampleType: 0)
        let head = ProfileTable(.stacks(["main;a": 4, "main;c": 7, "main;same": 1]), sampleType: 0)
        let changes = ProfileChanges(from: base, to: head)
        #expect(changes.rows.map(\.name) == ["c", "a", "b", "main"])
        #expect(changes.rows.map(\.ownChange) == [7, -6, -5, 0])
        #expect(changes.rows.map(\.totalChange) == [7, -6, -5, -4])
    }

    @Test("values are written with a unit of their size")
    func notation() {
        let time = SampleType("cpu", unit: "nanoseconds")
        #expect(
            [999, 1500, 12_345_678, 1_250_000_000, -340_000_000_000].map(time.notation) == [
                "999 ns", "1.50 µs", "12.3 ms", "1.25 s", "-340 s",
            ])
        #expect(
            [512, 1536, 12 << 20].map(SampleType("space", unit: "bytes").notation) == ["512 B", "1.50 KiB", "12.0 MiB"])
        #expect(SampleType("samples", unit: "count").notation(7) == "7")
    }
}
