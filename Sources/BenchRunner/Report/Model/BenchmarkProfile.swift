import Glibc
import Lab
import Profilers

/// A profile of a benchmark that a run has left beside itself, as far as a page shows it: its hottest functions.
struct BenchmarkProfile: Sendable {
    /// A function, with its shares of the whole profile, 0 to 1.
    struct Function: Sendable {
        let name: String
        let own: Double
        let total: Double
    }

    let kind: ProfileKind
    let path: String
    let samples: Int
    /// By their own share, the largest first.
    let functions: [Function]

    private static let mostFunctions = 10

    init(_ profile: Profile, kind: ProfileKind, path: String) {
        self.kind = kind
        self.path = path
        let counting = profile.sampleTypes.firstIndex(of: SampleType("samples", unit: "count"))
        samples = Int(clamping: counting.map { profile.samples.total(ofType: $0) } ?? 0)
        guard let type = profile.sampleTypes.indices.last else {
            functions = []
            return
        }
        let table = ProfileTable(profile, sampleType: type)
        func share(_ value: Int64) -> Double { table.total == 0 ? 0 : Double(value) / Double(table.total) }
        functions = table.rows.prefix(Self.mostFunctions).filter { $0.own != 0 }.map {
            Function(name: $0.name, own: share($0.own), total: share($0.total))
        }
    }

    /// The profiles that `run --profile` left of a benchmark, and what of them cannot be read.
    static func profiles(of benchmark: String, besideRunAt path: String) -> (
        profiles: [BenchmarkProfile], problems: [String]
    ) {
        let folder = RunProfiles.folder(besideRunAt: path)
        var profiles: [BenchmarkProfile] = []
        var problems: [String] = []
        for kind in ProfileKind.allCases {
            // Benchmarks whose names differ in characters that files cannot have are numbered; the label tells them apart.
            for number in 1...99 {
                let name = ProfileName.fileName(benchmark) + (number == 1 ? "" : ".\(number)")
                let file = "\(folder)/\(name).\(kind.rawValue)\(ProfileName.suffix)"
                guard access(file, F_OK) == 0 else { break }
                do {
                    let profile = try Profile(contentsOf: file)
                    guard profile.labelSets.contains(where: { $0.contains(Label("benchmark", benchmark)) }) else {
                        continue
                    }
                    profiles.append(BenchmarkProfile(profile, kind: kind, path: file))
                } catch {
                    problems.append("\(file): \(error)")
                }
            }
        }
        return (profiles, problems)
    }
}
