import Dispatch
import Synchronization

extension Comparison {
    /// Compares all pairs of a run at once.
    ///
    /// With many tests some p-values are small by chance. They are corrected together (Benjamini and Hochberg), so that
    /// of the differences reported no more than alpha are expected to be false, and the verdicts follow the
    /// corrected values. Pairs are independent of each other otherwise and are spread over the processor's cores; the
    /// result does not depend on how many there are.
    ///
    /// - Returns: one comparison a pair, in the same order.
    public static func compare(
        _ samples: [PairedSample], options: ComparisonOptions = ComparisonOptions()
    ) -> [Comparison] {
        let evidence = inChunks(of: samples) { ComparisonEvidence($0, options: options) }
        let adjusted = Multiplicity.benjaminiHochberg(evidence.map { $0.outcome?.p })
        let tests = adjusted.count { $0 != nil }
        return samples.indices.map { index in
            Comparison(
                samples[index], evidence[index], adjustedP: adjusted[index], tests: tests, options: options)
        }
    }

    /// Maps an array on all cores, keeping its order.
    private static func inChunks<Element: Sendable, Result: Sendable>(
        of elements: [Element], _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        // Large enough that handing one out costs nothing beside a few milliseconds of work.
        let size = 128
        let chunks = (elements.count + size - 1) / size
        let parts = Mutex([[Result]](repeating: [], count: chunks))
        DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
            let part = elements[(chunk * size)..<min(elements.count, (chunk + 1) * size)].map(transform)
            parts.withLock { $0[chunk] = part }
        }
        return parts.withLock { Array($0.joined()) }
    }
}
