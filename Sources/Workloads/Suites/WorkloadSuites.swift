import Lab

/// The suites that `bench` measures.
public enum WorkloadSuites {
    /// In the order in which `bench list` shows them.
    public static var all: [Suite] { [shop, allocation, lab] }
}
