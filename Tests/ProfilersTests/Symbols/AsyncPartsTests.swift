import Testing

@testable import Profilers

@Suite struct AsyncPartsTests {
    /// The three functions that swiftc makes of `Shop.load()` with two suspensions, by their linker's names.
    private static let names = ["$s4Shop4loadyyYaF", "$s4Shop4loadyyYaFTQ1_", "$s4Shop4loadyyYaFTY0_"]

    @Test(
        "the parts of an async function are one row of a table, with the linker's names kept", arguments: [true, false])
    func parts(debug: Bool) throws {
        let functions = Self.names.enumerated().map { number, name in
            """
            extern "C" __attribute__((noinline)) int part\(number)(int n) asm("\(name)");
            int part\(number)(int n) { asm volatile(""); return n * \(number + 3); }

            """
        }
        let main = "int main(int argc, char **) { return part0(argc) + part1(argc) + part2(argc); }\n"
        let program = try FixtureProgram.build(source: functions.joined() + main, debug: debug)
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let mapping = try #require(Mapping.executable(of: program.path).first { !$0.addresses.isEmpty })
        let id = builder.mapping(mapping)
        for name in Self.names {
            let location = builder.location(Location(mapping: id, address: try program.address(of: name)))
            builder.add(leafFirst: [location], values: [1])
        }
        let profile = try Symbolizer().symbolize(builder.profile)
        #expect(Set(profile.functions.map(\.name)) == ["Shop.load() async -> ()"])
        #expect(profile.functions.map(\.systemName).sorted() == Self.names)
        let rows = ProfileTable(profile, sampleType: 0).rows
        #expect(rows.map(\.name) == ["Shop.load() async -> ()"])
        #expect(rows.map(\.own) == [3])
        #expect(FoldedFormat.text(profile, sampleType: 0) == Array("Shop.load() async -> () 3\n".utf8))
    }
}
