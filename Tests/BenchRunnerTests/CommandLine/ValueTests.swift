import Foundation
import Testing

@testable import BenchRunner

@Suite("Values that own their notation")
struct ValueTests {
    @Test(
        "a percentage has a sign or is at least 1",
        arguments: [
            ("5%", 5.0), ("5", 5), ("2.5%", 2.5), ("0.05%", 0.05), ("0", 0), ("0%", 0), ("150%", 150), ("1e1%", 10),
        ])
    func percentages(text: String, percent: Double) {
        #expect(Percentage(argument: text)?.percent == percent)
    }

    @Test(
        "what may be a fraction or makes no sense is no percentage",
        arguments: ["0.05", "-5%", "-1", "nan%", "inf", "%", "", "5 %", "5%%"])
    func noPercentages(text: String) {
        #expect(Percentage(argument: text) == nil)
    }

    @Test("a percentage prints as it is typed", arguments: ["5%", "2.5%", "0.05%", "100%"])
    func percentageRoundTrip(text: String) {
        #expect(Percentage(argument: text)?.description == text)
    }

    @Test(
        "a time is exact",
        arguments: [
            ("200ms", Duration.milliseconds(200)), ("1s", .seconds(1)), ("2m", .seconds(120)),
            ("1.5", .milliseconds(1500)),
            ("0.1s", .milliseconds(100)), ("1h", .seconds(3600)), ("1m30s", .seconds(90)),
            ("1h0.5s", .milliseconds(3_600_500)),
            ("50us", .microseconds(50)), ("50µs", .microseconds(50)), ("7ns", .nanoseconds(7)), ("0", .zero),
            ("10", .seconds(10)),
        ])
    func durations(text: String, expected: Duration) {
        #expect(Duration(argument: text) == expected)
    }

    @Test(
        "what is no time, too fine or too long is refused",
        arguments: [
            "", "s", "ms", "-1s", "1.s", ".5s", "1 s", "1x", "1s2", "2 1s", "0.5ns", "1.0000000001s", "99999999999h",
            "1..5s", "1e3s", "１s",
            "9223372036854775807ns1ns",
        ])
    func noDurations(text: String) {
        #expect(Duration(argument: text) == nil)
    }

    @Test("a time prints in the largest unit that fits", arguments: ["200ms", "1.5s", "2m", "50us", "7ns", "0s", "1h"])
    func durationRoundTrip(text: String) {
        #expect(Duration(argument: text)?.defaultValueDescription == text)
    }

    @Test("a file that is not there is an error that names the nearest one beside it")
    func inputFiles() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("input-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("old.jsonl").path
        try Data().write(to: URL(fileURLWithPath: file))

        #expect(try InputFile.read(argument: file).path == file)
        #expect(reason(directory.path + "/odl.jsonl") == "no such file or directory; did you mean '\(file)'?")
        #expect(reason(directory.path + "/else") == "no such file or directory")
        #expect(reason(directory.path) == "is a directory, not a file")
        #expect(reason(file + "/x") == "not a directory")
        #expect(reason("") == "a path cannot be empty")
    }

    private func reason(_ path: String) -> String? {
        do {
            _ = try InputFile.read(argument: path)
            return nil
        } catch ArgumentProblem.because(let reason) {
            return reason
        } catch {
            return "\(error)"
        }
    }
}
