import Glibc

/// Points in time as results write them: ISO 8601, in UTC, to the second.
enum Timestamp {
    /// `2026-11-20T20:19:37Z`
    static var now: String { format("%Y-%m-%dT%H:%M:%SZ") }

    /// `20261120-201937`, for names of files.
    static var nowInFileName: String { format("%Y%m%d-%H%M%S") }

    private static func format(_ format: String) -> String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        let text = [CChar](unsafeUninitializedCapacity: 64) { buffer, count in
            count = strftime(buffer.baseAddress, 64, format, &parts)
        }
        return String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
