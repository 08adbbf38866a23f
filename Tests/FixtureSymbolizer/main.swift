// What addr2line does, by the library's symbolizer: `FixtureSymbolizer [--plain] [--repeat N] FILE…` reads lines of a file's
// number and a linker's address in hexadecimal (`0 401136`) and prints each with its frames, innermost first. With `--names` it
// reads linker's names and prints their short forms.
import Glibc
import Profilers

struct Address {
    var file: Int
    var address: UInt64
}

func say(_ text: String) {
    var line = text + "\n"
    _ = line.withUTF8 { write(2, $0.baseAddress, $0.count) }
}

var arguments = Array(CommandLine.arguments.dropFirst())
var options = Symbolizer.Options()
var repetitions = 0
var prints = true
while let first = arguments.first, first.hasPrefix("--") {
    arguments.removeFirst()
    switch first {
    case "--names":
        while let name = readLine() { print(DemangledName(Demangler.demangle(name) ?? name).short) }
        exit(0)
    case "--plain": options.demangles = false
    case "--quiet": prints = false
    case "--threads": options.threads = Int(arguments.removeFirst()) ?? 1
    case "--repeat": repetitions = Int(arguments.removeFirst()) ?? 1
    default: exit(2)
    }
}

/// All of standard input: much faster than line by line.
func standardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
        let count = 1 << 20
        let old = bytes.count
        bytes += [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { read(0, $0.baseAddress.map { $0 + old }, count) }
        bytes.removeLast(count - max(0, got))
        if got <= 0 { return bytes }
    }
}

var wanted: [Address] = []
wanted.reserveCapacity(1 << 16)
for line in standardInput().split(separator: UInt8(ascii: "\n")) {
    let fields = line.split(separator: UInt8(ascii: " "))
    guard fields.count == 2, let file = Int(String(decoding: fields[0], as: UTF8.self)), file < arguments.count,
        let address = UInt64(String(decoding: fields[1], as: UTF8.self), radix: 16)
    else { exit(2) }
    wanted.append(Address(file: file, address: address))
}

var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
// Files far apart, as if they had been loaded together.
let distance: UInt64 = 1 << 36
let mappings = arguments.enumerated().map { index, path in
    Mapping.executable(of: path, base: UInt64(index) * distance).map { ($0, builder.mapping($0)) }
}
let locations = wanted.map { entry in
    let address = UInt64(entry.file) * distance + entry.address
    let mapping = mappings[entry.file].first { $0.0.addresses.contains(address) }
    return builder.location(Location(mapping: mapping?.1, address: address))
}

let symbolizer = Symbolizer(options)
var outcome = try symbolizer.outcome(of: builder.profile)
for _ in 0..<repetitions {
    let start = ContinuousClock.now
    outcome = try symbolizer.outcome(of: builder.profile)
    let elapsed = ContinuousClock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    say("\(wanted.count) addresses in \(seconds) s")
}
for warning in outcome.warnings { say("warning: \(warning)") }
/// Output in pieces that fit a cache.
func flush(_ output: inout [UInt8]) {
    var rest = output[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
        guard count > 0 else { exit(1) }
        rest = rest.dropFirst(count)
    }
    output.removeAll(keepingCapacity: true)
}

if prints {
    var output: [UInt8] = []
    for (entry, id) in zip(wanted, locations) {
        output += "0x\(String(entry.address, radix: 16))\n".utf8
        for line in outcome.profile.locations[id.index].lines {
            let function = outcome.profile.functions[line.function.index]
            output += function.name.utf8
            output.append(UInt8(ascii: "\n"))
            output += function.file.isEmpty ? "??:0\n".utf8 : "\(function.file):\(line.number)\n".utf8
        }
        if output.count > 1 << 16 { flush(&output) }
    }
    flush(&output)
}
