/// What a profile is of.
enum ProfileKind: String, CaseIterable, Sendable {
    /// CPU time: samples are taken of threads that run.
    case cpu
    /// Elapsed time: samples are taken of every thread, running or blocked.
    case wall

    /// Kinds that have a name already and no profiler yet.
    static let planned = ["alloc", "heap", "lock", "arc", "task"]
}

extension ProfileKind: ExpressibleByArgument {
    static func read(argument: String) throws -> ProfileKind {
        if let kind = ProfileKind(rawValue: argument) { return kind }
        if planned.contains(argument) {
            throw ArgumentProblem.because("not there yet; profiles are of \(expectation)")
        }
        throw ArgumentProblem.notThis(expectation, suggestion: NearestName.of(argument, among: allValueStrings))
    }
}
