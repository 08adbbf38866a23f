// Short programs that are stepped through instruction by instruction. Compiled by the tests, as a library of their own, with the options
// of a release.
import Glibc

@inline(never)
func opaque<T>(_ value: T) -> T {
    value
}

struct Refused: Error {
    let reason: Int
}

protocol Shape {
    func area(scale: Int) -> Int
}

struct Square: Shape {
    let side: Int
    @inline(never) func area(scale: Int) -> Int { side &* side &* scale }
}

final class Polygon: Shape {
    var sides: [Int]
    init(sides: [Int]) { self.sides = sides }
    @inline(never) func area(scale: Int) -> Int { sides.reduce(0, &+) &* scale }
}

@inline(never)
func refuse(_ number: Int) throws -> Int {
    if number % 3 == 0 { throw Refused(reason: number) }
    return number
}

@inline(never)
func apply<T>(_ values: [T], _ body: (T) throws -> T) rethrows -> [T] {
    var result: [T] = []
    for value in values { result.append(try body(value)) }
    return result
}

@_cdecl("strings")
public func strings() {
    var text = ""
    for number in 0..<6 {
        text += "n\(opaque(number)) é "
    }
    let words = text.split(separator: " ").map { $0.uppercased() }
    precondition(opaque(words.joined(separator: "-")).count > 10)
}

@_cdecl("arrays")
public func arrays() {
    var numbers = (0..<40).map { opaque($0 &* 7919 % 101) }
    numbers.sort { $0 > $1 }
    numbers.reverse()
    numbers.insert(3, at: 5)
    precondition(opaque(numbers.filter { $0 % 2 == 0 }.count) > 0)
}

@_cdecl("dictionaries")
public func dictionaries() {
    var table: [String: [Int]] = [:]
    for number in 0..<12 {
        table["key\(number % 4)", default: []].append(opaque(number))
    }
    table["key1"] = nil
    precondition(opaque(table.values.map(\.count).reduce(0, +)) == 9)
}

@_cdecl("closures")
public func closures() {
    var total = 0
    let add: (Int) -> Void = { total += $0 }
    let steps = apply([1, 2, 3], { opaque($0 + 1) })
    steps.forEach(add)
    let compose: (@escaping (Int) -> Int) -> (Int) -> Int = { inner in { inner($0) + 1 } }
    precondition(opaque(compose { $0 * 2 }(total)) == 19)
}

@_cdecl("existentials")
public func existentials() {
    let shapes: [any Shape] = [Square(side: 3), Polygon(sides: [1, 2, 3]), Square(side: 1)]
    var total = 0
    for shape in opaque(shapes) { total &+= shape.area(scale: 2) }
    let anything: [Any] = [1, "two", 3.0, Square(side: 4)]
    for value in opaque(anything) {
        if let number = value as? Int { total += number }
        if let shape = value as? any Shape { total += shape.area(scale: 1) }
    }
    precondition(opaque(total) > 0)
}

@_cdecl("errors")
public func errors() {
    var caught = 0
    for number in 0..<6 {
        do {
            _ = try refuse(opaque(number))
            _ = try apply([number, number + 1]) { try refuse($0) }
        } catch let refused as Refused {
            caught += refused.reason + 1
        } catch {
            caught -= 1
        }
    }
    precondition(opaque(caught) > 0)
}

@_cdecl("callbacks")
public func callbacks() {
    var numbers = (0..<24).map { Int32(opaque($0 * 7919 % 101)) }
    qsort(&numbers, numbers.count, MemoryLayout<Int32>.size) { left, right in
        let a = left!.load(as: Int32.self)
        let b = right!.load(as: Int32.self)
        return a < b ? -1 : a == b ? 0 : 1
    }
    precondition(opaque(numbers[0]) <= numbers[1])
}

@_cdecl("libc")
public func libc() {
    var buffer = [CChar](repeating: 0, count: 400)
    let block = malloc(5000)!
    memset(block, 7, 5000)
    memmove(block + 100, block, 4000)
    for size in [1, 7, 16, 33, 64, 130, 300] {
        memcpy(block, block + 2048, opaque(size))
        precondition(memcmp(block, block + 2048, opaque(size)) == 0)
        memset(block + 3000, 0, opaque(size))
    }
    free(block)
    _ = withVaList([42, 3.14159, 7]) { vsnprintf(&buffer, 400, "%d %.3f %ld", $0) }
    precondition(strlen(buffer) > 5)
    precondition(strchr(buffer, 0x33) != nil)
    precondition(strtol("12345", nil, 10) == 12345)
    _ = getenv("PATH")
    _ = time(nil)
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
}

@_cdecl("clocks")
public func clocks() {
    var now = timespec()
    for clock in [CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_THREAD_CPUTIME_ID] {
        clock_gettime(opaque(clock), &now)
    }
    precondition(opaque(time(nil)) > 0)
}

@_cdecl("numbers")
public func numbers() {
    var total = 0.0
    for number in 1..<8 {
        total += sqrt(Double(opaque(number))) + pow(1.5, Double(number)) + log(Double(number))
    }
    precondition("\(opaque(total))".count > 2)
    precondition(Int("\(opaque(123_456_789))") == 123_456_789)
    precondition(opaque(Double("3.25")) == 3.25)
}

@_cdecl("sets")
public func sets() {
    let left = Set((0..<12).map { opaque($0) })
    let right = Set((6..<18).map { opaque("\($0)") })
    precondition(left.intersection(right.compactMap { Int($0) }).count == 6)
    var hasher = Hasher()
    hasher.combine(left.count)
    _ = opaque(hasher.finalize())
}

/// Calls `body` below so many frames.
@_cdecl("recurse")
public func recurse(_ depth: Int32, _ body: @convention(c) () -> Void) {
    if depth <= 0 { body() } else { recurse(depth - 1, body) }
    _ = opaque(depth)
}
