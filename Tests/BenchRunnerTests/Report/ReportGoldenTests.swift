import Glibc
import Testing

@testable import BenchRunner
@testable import Lab

/// The content of two small pages, as files that a change of layout shows up in.
///
/// With `REWRITE_GOLDEN=1` in the environment the files are written anew, to be looked at and committed.
@Suite("Report golden files")
struct ReportGoldenTests {
    private static func path(_ name: String, testFile: String = #filePath) -> String {
        let tests = testFile.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(tests)/Golden/\(name)"
    }

    private func check(_ report: Report, _ fixture: ReportFixture, _ name: String) throws {
        let content = ReportPage(report).content.source.replacing(fixture.directory, with: "runs")
        let path = Self.path(name)
        if getenv("REWRITE_GOLDEN") != nil { try OutputFile.write(content, to: path) }
        guard let expected = TextFile.contents(path) else {
            Issue.record("no \(path); make it with REWRITE_GOLDEN=1")
            return
        }
        let pairs = zip(content.split(separator: "\n"), expected.split(separator: "\n"))
        if let (shown, wanted) = pairs.first(where: { $0 != $1 }) { #expect(shown == wanted) }
        #expect(content == expected)
    }

    @Test("one run, with a latency benchmark and a failure")
    func oneRun() throws {
        let fixture = try ReportFixture()
        let run = try fixture.run(
            "head.jsonl",
            [
                .init(
                    name: "shop/list/n=10", times: around(1e-6), allocations: [3, 3], throughput: .items(10),
                    tags: ["sqlite"], notes: ["an iteration costs no more than an empty one"]),
                .init(name: "shop/get", kind: .latency, times: around(2e-6), operations: [1_500, 2_000, 90_000]),
                .init(name: "crash", failures: [RoundFailure(.crashed, detail: "signal 11", output: "a < b\n")]),
            ])
        try check(try fixture.report(run), fixture, "report-one-run.html")
    }

    @Test("a comparison, with each verdict")
    func comparison() throws {
        let fixture = try ReportFixture()
        let base = try fixture.run(
            "base.jsonl",
            [
                .init(name: "slower", times: around(1), allocations: [5, 5]), .init(name: "faster", times: around(1)),
                .init(name: "same", times: around(1)), .init(name: "wide", times: around(1, by: 0.3)),
            ])
        let head = try fixture.run(
            "head.jsonl",
            [
                .init(name: "slower", times: around(1.3), allocations: [5, 5]),
                .init(name: "faster", times: around(0.7)),
                .init(name: "same", times: around(1)), .init(name: "wide", times: around(1.02, by: 0.3)),
            ])
        try check(try fixture.report(base, head), fixture, "report-comparison.html")
    }
}
