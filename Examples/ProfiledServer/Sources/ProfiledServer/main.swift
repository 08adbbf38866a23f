import Glibc
import Profilers

// A server that answers lines, and profiles itself while it does:
//
//     sort 20000        numbers sorted; answers with the smallest
//     profile start     samples every thread from here on
//     profile stop FILE writes what was sampled as a pprof file
var profiler: CPUProfiler?

@MainActor
func answer(_ request: [Substring]) throws -> String {
    switch request {
    case ["profile", "start"]:
        profiler = try CPUProfiler.start(CPUProfiler.Options(rate: 100))
        return "profiling"
    case let words where words.starts(with: ["profile", "stop"]) && words.count == 3:
        guard let recording = try profiler?.stop() else { return "nothing is being profiled" }
        profiler = nil
        let profile = try Symbolizer().symbolize(recording.profile())
        try write(try profile.pprof(), to: String(words[2]))
        return recording.accounting.summary
    case let words where words.first == "sort" && words.count == 2:
        guard let count = Int(words[1]), (1...1_000_000).contains(count) else { return "sort 1…1000000" }
        return "\(smallest(of: count))"
    default:
        return "sort COUNT, profile start, profile stop FILE"
    }
}

@inline(never)
func smallest(of count: Int) -> Int {
    (0..<count).map { ($0 &* 7_919) % 104_729 }.sorted()[0]
}

struct WriteError: Error {
    let path: String
}

func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw WriteError(path: path) }
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    guard fclose(file) == 0, isWritten else { throw WriteError(path: path) }
}

while let line = readLine() {
    do {
        print(try answer(line.split(separator: " ")))
    } catch {
        // A server that cannot be profiled goes on serving.
        print("error: \(error)")
    }
}
