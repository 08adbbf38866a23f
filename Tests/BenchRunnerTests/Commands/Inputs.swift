import Lab

/// The inputs that the tests of `compare`, `gate` and `baseline` are made from. All of them are drawn from seeds.
enum Inputs {
    /// A run of three operations with times and allocations.
    static var run: SyntheticRun {
        SyntheticRun(operations: [
            .init("shop/list", seconds: 12e-6, allocations: 12), .init("shop/order", seconds: 250e-6, allocations: 40),
            .init("shop/history", seconds: 3e-3, allocations: 0),
        ])
    }

    /// A run with other noise.
    static var laterRun: SyntheticRun {
        var run = run
        run.seed = 2
        return run
    }

    /// The same measured elsewhere.
    static var elsewhere: SyntheticRun {
        var run = laterRun
        run.environment.cpu = "Another CPU (family 1, model 2, stepping 3)"
        run.environment.kernel = "2.0"
        return run
    }

    /// Go benchmark text of what a run file holds of times, and of allocations where they are wanted.
    static func goText(
        of run: SyntheticRun, cpu: String? = "Synthetic CPU", package: String = "example.org/shop",
        hasAllocations: Bool = true
    ) throws -> [UInt8] {
        let parsed = try Run(contents: run.text, file: "run")
        var text = "goos: linux\ngoarch: amd64\npkg: \(package)\n" + (cpu.map { "cpu: \($0)\n" } ?? "")
        for round in parsed.rounds where round.key.pass == .time {
            guard case .measured(let measurement) = round.outcome, let seconds = measurement.series.first?.value
            else { continue }
            text += "Benchmark\(round.key.benchmark) 1000 \(seconds * 1e9) ns/op"
            if hasAllocations, let count = run[round.key.benchmark].allocations { text += " \(Int(count)) allocs/op" }
            text += "\n"
        }
        return Array((text + "PASS\n").utf8)
    }
}

extension SyntheticRun {
    /// The run with one operation changed.
    func with(_ name: String, _ change: (inout Operation) -> Void) -> SyntheticRun {
        var run = self
        change(&run[name])
        return run
    }
}
