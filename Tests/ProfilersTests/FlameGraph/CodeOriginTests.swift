import Testing

@testable import Profilers

@Suite("Whose code a frame is")
struct CodeOriginTests {
    @Test(
        "by the name's module first, then by the file, then by names of C",
        arguments: [
            ("Shop.Cart.total() -> ()", "/srv/shop", .user),
            ("specialized Swift.Array.append(A) -> ()", "/srv/shop", .swift),
            ("FoundationEssentials.Data.init() -> ()", "", .foundation),
            ("anything", "/usr/lib/swift/linux/libFoundation.so", .foundation),
            ("swift_retain", "/usr/lib/swift/linux/libswiftCore.so", .swift),
            ("swift_task_switch", "/usr/lib/swift/linux/libswift_Concurrency.so", .concurrency),
            ("_dispatch_worker_thread", "/opt/swift/libdispatch.so", .concurrency), ("malloc", "", .system),
            ("anything", "/lib/x86_64-linux-gnu/libc.so.6", .system),
            ("sqlite3_step", "/usr/lib/libsqlite3.so.0", .system),
            ("clock_gettime", "[vdso]", .kernel), ("vfs_read_[k]", "", .kernel), ("[unknown]", "", .unknown),
            ("0x7f00", "", .unknown), ("[libc.so.6]", "", .system), ("main", "", .user),
            ("handle", "/home/me/bin/app", .user),
        ] as [(String, String, CodeOrigin)])
    func origin(name: String, object: String, origin: CodeOrigin) {
        #expect(CodeOrigin(name: name, object: object) == origin)
    }
}
