// What the profile model and its formats cost: `swift run -c release MeasureProfiles [FOLDED-FILE]`.
import Glibc
import Profilers

if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "make" {
    try FoldedSample(lines: Int(CommandLine.arguments[3]) ?? 1_000_000).write(to: CommandLine.arguments[2])
} else if CommandLine.arguments.count == 2 {
    let path = CommandLine.arguments[1]
    var status = stat()
    stat(path, &status)
    let megabytes = Double(status.st_size) / 1e6
    let profile = try measure("read folded stacks, \(Int(megabytes)) MB") {
        try FoldedFormat.read(contentsOf: path)
    }
    print("\(profile.samples.count) stacks, \(profile.stacks.count) nodes, \(profile.functions.count) functions")
}
