import Lab

extension WorkloadSuites {
    /// The same output made with many allocations and with few.
    static var allocation: Suite {
        Suite("allocation") {
            Benchmark(
                "log-line", ["variant": "unoptimized"], setUp: { LogWork(UnoptimizedLogFormatter()) }
            ) { $0.formatAll() }
            .throughput(.items(LogWork<UnoptimizedLogFormatter>.recordCount))
            Benchmark(
                "log-line", ["variant": "optimized"], setUp: { LogWork(OptimizedLogFormatter()) }
            ) { $0.formatAll() }
            .throughput(.items(LogWork<OptimizedLogFormatter>.recordCount))
            Benchmark("text-index", ["variant": "unoptimized"], setUp: { documents }) {
                UnoptimizedTextIndex(of: $0).wordCount
            }
            .throughput(.bytes(documentBytes))
            Benchmark("text-index", ["variant": "optimized"], setUp: { documents }) {
                OptimizedTextIndex(of: $0).wordCount
            }
            .throughput(.bytes(documentBytes))
        }
    }

    // Of ASCII alone, since what a hash of other text costs differs from process to process.
    private static let documents = TextCorpus.generate(seed: 1, documents: 20, wordsPerDocument: 100, isASCII: true)
    private static let documentBytes = documents.reduce(0) { $0 + $1.utf8.count }
}

/// Formats a fixed list of records into one buffer.
private struct LogWork<Formatter: LogFormatter> {
    static var recordCount: Int { 100 }

    private var formatter: Formatter
    private let records = LogRecords.generate(seed: 1, count: recordCount)
    private var output: [UInt8] = []

    init(_ formatter: Formatter) { self.formatter = formatter }

    mutating func formatAll() -> Int {
        output.removeAll(keepingCapacity: true)
        for record in records { formatter.append(record, to: &output) }
        return output.count
    }
}
