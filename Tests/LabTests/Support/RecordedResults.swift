@testable import Lab

/// Everything that a source of results gave, for tests to look at.
struct RecordedResults {
    var results: [BenchmarkResult] = []
    var units: [UnitMetadata.Entry] = []
    var warnings: [String] = []
    var error: ResultInputError?

    /// Reads Go benchmark text, up to its end or to an error.
    init(text: String, file: String = "t.txt") { self.init(GoBenchmarkReader(contents: text.utf8, file: file)) }

    init(_ source: some ResultSource) {
        do {
            try source.forEachRecord { record in
                switch record {
                case .result(let result): results.append(result)
                case .unit(let entry, _): units.append(entry)
                case .warning(let warning): warnings.append("\(warning)")
                }
            }
        } catch let error as ResultInputError {
            self.error = error
        } catch {
            warnings.append("unexpected: \(error)")
        }
    }
}
