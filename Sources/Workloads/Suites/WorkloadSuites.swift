import Lab

/// The suites that `bench` measures.
public enum WorkloadSuites {
    public static var all: [Suite] { [shop, allocation, lab] }
}
