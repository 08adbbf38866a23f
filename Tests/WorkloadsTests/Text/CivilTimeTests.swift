import Testing

@testable import Workloads

@Suite("Calendar and clock")
struct CivilTimeTests {
    @Test(
        "a moment is shown as date(1) of GNU coreutils shows it",
        arguments: [
            (0, "1970-01-01T00:00:00"),
            (951_782_399, "2000-02-28T23:59:59"),
            (951_868_800, "2000-03-01T00:00:00"),
            (1_709_164_800, "2024-02-29T00:00:00"),
            (4_107_542_399, "2100-02-28T23:59:59"),
            (253_402_300_799, "9999-12-31T23:59:59"),
            (-1, "1969-12-31T23:59:59"),
            (-62_167_219_200, "0000-01-01T00:00:00"),
            (-11_676_096_000, "1600-01-01T00:00:00"),
        ])
    func reference(seconds: Int, expected: String) {
        var bytes: [UInt8] = []
        bytes.append(CivilTime(unixSeconds: seconds))
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test("every day of four centuries follows the one before")
    func days() {
        let monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var (year, month, day) = (1970, 1, 1)
        for number in 0..<146_097 {
            let time = CivilTime(unixSeconds: number * 86_400 + 86_399)
            #expect((time.year, time.month, time.day) == (year, month, day))
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            day += 1
            if day > monthLengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(year == 2370)
    }

    @Test("moments beyond four digits of a year are held to the nearest inside", arguments: [Int.min, Int.max])
    func extremes(seconds: Int) {
        #expect(CivilTime(unixSeconds: seconds).year == (seconds < 0 ? 0 : 9_999))
    }
}
