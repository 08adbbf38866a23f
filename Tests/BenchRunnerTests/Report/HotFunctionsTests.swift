import Glibc
import Profilers
import Testing

@testable import BenchRunner

@Suite("profiles of a report") struct HotFunctionsTests {
    /// 75 samples in `<leaf>`, 25 in `caller`, which calls it.
    private func write(_ benchmark: String, to path: String) throws {
        var builder = ProfileBuilder(sampleTypes: [
            SampleType("samples", unit: "count"), SampleType("cpu", unit: "nanoseconds"),
        ])
        let names = ["<leaf>", "caller"].map { builder.location(named: $0) }
        let set = builder.labelSet([Label("benchmark", benchmark)])
        builder.add(builder.stack(leafFirst: names), labels: set, values: [75, 750])
        builder.add(builder.stack(leafFirst: [names[1]]), labels: set, values: [25, 250])
        try ProfileFile(path).write(try builder.profile.pprof())
    }

    @Test("a benchmark whose profile lies beside the run has its hottest functions, folded up")
    func table() throws {
        let fixture = try ReportFixture()
        let run = try fixture.run(
            "head.jsonl", [.init(name: "shop/cart", times: around(1)), .init(name: "other", times: around(1))])
        let folder = fixture.directory + "/head.profiles"
        try write("shop/cart", to: folder + "/shop_cart.cpu.pb.gz")
        // Of a benchmark whose name is another, though its file's is the same.
        try write("another", to: folder + "/other.cpu.pb.gz")
        defer {
            for name in ["shop_cart", "other"] { unlink("\(folder)/\(name).cpu.pb.gz") }
            rmdir(folder)
        }
        let page = try PageParser.parse(ReportPage(fixture.report(run)).html)
        let details = page.all("details", class: "profile")
        try #require(details.count == 1)
        #expect(details[0].attributes["open"] == nil)
        let rows = details[0].all("tbody").flatMap { $0.all("tr") }
        #expect(
            rows.map { $0.children.map(\.text) } == [
                ["75.0\u{202F}%", "75.0\u{202F}%", "<leaf>"], ["25.0\u{202F}%", "100.0\u{202F}%", "caller"],
            ])
        #expect(details[0].text.contains("100 samples"))
    }

    @Test("a profile that is damaged is a warning, and the page is made")
    func damaged() throws {
        let fixture = try ReportFixture()
        let run = try fixture.run("head.jsonl", [.init(name: "a", times: around(1))])
        let path = fixture.directory + "/head.profiles/a.cpu.pb.gz"
        try ProfileFile(path).write([0x1F, 0x8B, 8, 0])
        defer {
            unlink(path)
            rmdir(fixture.directory + "/head.profiles")
        }
        let report = try fixture.report(run)
        #expect(report.runs[0].warnings.contains { $0.hasPrefix(path) })
        #expect(try PageParser.parse(ReportPage(report).html).all("details", class: "profile").isEmpty)
    }
}
