import CFixtureAllocations
import Glibc
import Lab

/// Objects of 24 bytes: the two words of a class instance's header and one of its own.
final class Node {
    let value: Int
    init(_ value: Int) { self.value = value }
}

let objects = 1000

func show(_ totals: AllocationTotals) { print(totals.allocations, totals.bytes, totals.frees) }

func runSwiftCase(_ name: String, _ counter: AllocationCounter) -> Bool {
    var windows: [AllocationTotals] = []
    windows.reserveCapacity(2)
    // The first window holds what the runtime allocates once.
    for _ in 0..<2 {
        let before = counter.read()
        switch name {
        case "swift-class": for i in 0..<objects { blackHole(Node(i)) }
        case "swift-array":
            for _ in 0..<objects {
                let array = [Int](unsafeUninitializedCapacity: 100) { $1 = $0.count }
                blackHole(array)
            }
        case "swift-read": for _ in 0..<objects { blackHole(counter.read()) }
        default: return false
        }
        windows.append(counter.read() - before)
    }
    show(windows[1])
    return true
}

/// Prints what the case named by the only argument allocated; the statuses are those of `fixture_run`.
func run() -> Int32 {
    guard CommandLine.arguments.count == 2 else { return Int32(FIXTURE_UNKNOWN_CASE) }
    let name = CommandLine.arguments[1]
    if name == "is-counted" {
        print(AllocationCounter.current != nil)
        return 0
    }
    guard let counter = AllocationCounter.current else { return Int32(FIXTURE_NOT_PRELOADED) }
    return runSwiftCase(name, counter) ? 0 : fixture_run(name)
}

exit(run())
