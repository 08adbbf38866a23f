/// Samples written as a formula, so that a reference program can make the same ones:
/// `[(mul*i*i + add*i + 7) % mod + shift for i in range(n)]`.
func referenceSample(_ count: Int, _ mul: Int, _ add: Int, mod: Int, shift: Int = 0) -> [Double] {
    (0..<count).map { i in Double((mul * i * i + add * i + 7) % mod + shift) }
}
