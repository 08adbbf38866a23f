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

var wanted: [Address] = []
while let line = readLine() {
    let fields = line.split(separator: " ")
    guard fields.count == 2, let file = Int(fields[0]), let address = UInt64(fields[1], radix: 16) else { exit(2) }
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
if prints {
    for (entry, id) in zip(wanted, locations) {
        print("0x" + String(entry.address, radix: 16))
        for line in outcome.profile.locations[id.index].lines {
            let function = outcome.profile.functions[line.function.index]
            print(function.name)
            print(function.file.isEmpty ? "??:0" : "\(function.file):\(line.number)")
        }
    }
}
