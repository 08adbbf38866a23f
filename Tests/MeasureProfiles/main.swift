// What the profile model and its formats cost:
//
//     swift run -c release MeasureProfiles                      a million samples over 50,000 stacks
//     swift run -c release MeasureProfiles read FILE            any profile, folded stacks for instance
//     swift run -c release MeasureProfiles make FILE LINES      folded stacks to read
import Glibc
import Profilers

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case nil:
    try ModelMeasurement().run()
case "make" where arguments.count == 3:
    try FoldedSample(lines: Int(arguments[2]) ?? 1_000_000).write(to: arguments[1])
case "read" where arguments.count == 2:
    var status = stat()
    stat(arguments[1], &status)
    let profile = try measure("read \(status.st_size / 1_000_000) MB") { try Profile(contentsOf: arguments[1]) }
    print("\(profile.samples.count) stacks, \(profile.stacks.count) nodes, \(profile.functions.count) functions")
default:
    print("usage: MeasureProfiles [read FILE | make FILE LINES]")
    exit(2)
}
