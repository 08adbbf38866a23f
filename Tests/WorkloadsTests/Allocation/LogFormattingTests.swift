import Testing

@testable import Workloads

@Suite("Formatting log lines")
struct LogFormattingTests {
    private func lines(_ records: [LogRecord], by formatter: some LogFormatter) -> String {
        var formatter = formatter
        var output: [UInt8] = []
        for record in records { formatter.append(record, to: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    private func record(
        at milliseconds: Int = 1_738_367_999_007, message: String, fields: [LogRecord.Field] = []
    ) -> LogRecord {
        LogRecord(
            milliseconds: milliseconds, level: .info, source: "shop.checkout", requestID: 1_234, message: message,
            fields: fields)
    }

    @Test("a line looks as documented")
    func example() {
        let record = record(
            message: "order placed",
            fields: [.init("total", .integer(-1_299)), .init("paid", .boolean(true)), .init("note", .text(""))])
        let expected = """
            time=2025-01-31T23:59:59.007Z level=info source=shop.checkout request=00000000000004d2 \
            message="order placed" total=-1299 paid=true note=""

            """
        #expect(lines([record], by: UnoptimizedLogFormatter()) == expected)
        #expect(lines([record], by: OptimizedLogFormatter()) == expected)
    }

    @Test("both formatters write the same lines for 2,000 entries", arguments: [1, 2])
    func equal(seed: UInt64) {
        let records = LogRecords.generate(seed: seed, count: 2_000)
        let expected = lines(records, by: UnoptimizedLogFormatter())
        #expect(lines(records, by: OptimizedLogFormatter()) == expected)
        #expect(expected.utf8.count { $0 == UInt8(ascii: "\n") } == 2_000)
    }

    @Test(
        "an entry is one line whatever is in it",
        arguments: [
            "", " ", "=", "plain", "a=b", "say \"hi\"", "back\\slash", "new\nline\r\n", "\t", "\0\u{1}\u{1F}\u{7F}",
            "Zoë 日本語", "\u{2028}", "\"\u{301}", "é", "a\u{301}=b", "level=error message=forged\ntime=now",
        ])
    func hostile(text: String) {
        let record = record(message: text, fields: [.init("key", .text(text))])
        let expected = lines([record], by: UnoptimizedLogFormatter())
        let line = lines([record], by: OptimizedLogFormatter())
        #expect(line.utf8.elementsEqual(expected.utf8))
        #expect(line.utf8.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        #expect(line.utf8.last == UInt8(ascii: "\n"))
    }

    @Test("extreme numbers and times are written whole")
    func extremes() {
        let records = [0, 999, 1_000, Int.max].map {
            record(
                at: $0, message: "m",
                fields: [.init("low", .integer(.min)), .init("high", .integer(.max)), .init("no", .boolean(false))])
        }
        let text = lines(records, by: OptimizedLogFormatter())
        #expect(text == lines(records, by: UnoptimizedLogFormatter()))
        #expect(text.contains("time=1970-01-01T00:00:00.999Z"))
        #expect(text.contains("low=-9223372036854775808 high=9223372036854775807 no=false"))
    }

    @Test("entries in any order have their own time")
    func order() {
        let records = [5_000, 5_999, 1_000, 6_000, 5_001].map { record(at: $0, message: "m") }
        #expect(lines(records, by: OptimizedLogFormatter()) == lines(records, by: UnoptimizedLogFormatter()))
    }
}
