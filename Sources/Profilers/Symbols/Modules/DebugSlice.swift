/// Units of a file that one thread reads.
struct DebugSlice: Sendable {
    var module: Int
    var path: String
    var units: [DebugUnit] = []
    /// The size of the units in bytes: about the work that they are.
    var size: UInt64 = 0

    /// The units of a module in at most `count` parts of about the same size.
    static func slices(of plan: ModulePlan, module: Int, count: Int) -> [DebugSlice] {
        guard let debug = plan.debug else { return [] }
        // Below this, opening the file once more costs more than the second thread saves.
        let worthwhile: UInt64 = 1 << 20
        let total = debug.units.reduce(0) { $0 + $1.size }
        let parts = max(1, min(count, Int(clamping: total / worthwhile)))
        var slices = [DebugSlice](repeating: DebugSlice(module: module, path: debug.path), count: parts)
        for unit in debug.units.sorted(by: { $0.size > $1.size }) {
            let lightest = slices.indices.min { slices[$0].size < slices[$1].size } ?? 0
            slices[lightest].units.append(unit)
            slices[lightest].size += unit.size
        }
        return slices.filter { !$0.units.isEmpty }
    }
}
