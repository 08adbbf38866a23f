/// Is told when a benchmark's measured body runs: how a profiler sees the body and nothing else.
///
/// What the calls cost lies outside the timed window, but whatever an observer attaches to the process may slow the body
/// down: times that were taken under one are not to be compared with others.
public protocol MeasurementObserver {
    /// A timed window opens: from here on the body runs.
    func bodyWillRun()

    /// The window has closed. Not called where the body has thrown.
    func bodyDidRun()
}
