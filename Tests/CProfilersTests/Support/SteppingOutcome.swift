/// What `FixtureUnwinding step` counted.
struct SteppingOutcome {
    var instructions = 0
    /// Instructions at which every frame was right.
    var exact = 0
    var exactByFramePointers = 0
    var exactByLibunwind = 0
    /// Instructions below an async function.
    var async = 0
    /// Those of them whose chain of async callers breaks off with a marker.
    var asyncMarked = 0
    /// Instructions by the module that they are in.
    var modules: [String: Int] = [:]
    /// The first instructions that were unwound wrongly, with their frames.
    var wrong: [String] = []

    init(_ lines: [String]) {
        for line in lines {
            let words = line.split(separator: " ")
            switch words.first {
            case "instructions": instructions = Int(words[1]) ?? 0
            case "exact": exact = Int(words[1]) ?? 0
            case "by-frame-pointers": exactByFramePointers = Int(words[1]) ?? 0
            case "by-libunwind": exactByLibunwind = Int(words[1]) ?? 0
            case "async": async = Int(words[1]) ?? 0
            case "async-marked": asyncMarked = Int(words[1]) ?? 0
            case "module" where words.count == 4: modules[String(words[3]), default: 0] += Int(words[1]) ?? 0
            default: wrong.append(line)
            }
        }
    }

    func instructions(inModuleNamed name: String) -> Int {
        modules.filter { $0.key.contains(name) }.map(\.value).reduce(0, +)
    }
}
