/// Whether two values agree to a relative error, or an absolute one where the expected value is below 1e-300.
func agree(_ actual: Double?, _ expected: Double, within tolerance: Double) -> Bool {
    guard let actual else { return false }
    if actual == expected { return true }
    return abs(actual - expected) <= tolerance * max(abs(expected), 1e-300)
}
