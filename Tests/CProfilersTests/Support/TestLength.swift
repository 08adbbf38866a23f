import Glibc

/// Whether tests take the time to try everything.
enum TestLength {
    static var isLong: Bool {
        getenv("LAB_TESTS").map { String(cString: $0) } == "long"
    }
}
