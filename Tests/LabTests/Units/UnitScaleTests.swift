import Testing

@testable import Lab

/// Expected texts are those of the package that benchstat scales with.
@Suite("Units: scale")
struct UnitScaleTests {
    @Test(
        "a value is shown with the decimal prefix and the digits that benchstat gives it",
        arguments: [
            (0, "0.000"), (1, "1.000"), (1.5, "1.500"), (12.345, "12.35"), (123.456, "123.5"), (999.94, "999.9"),
            (999.95, "1.000k"), (999.96, "1.000k"), (1000, "1.000k"), (9999.4, "9.999k"), (9999.6, "10.00k"),
            (1.234567e+06, "1.235M"), (1e+12, "1.000T"), (1.5e+15, "1500.0T"), (0.5, "500.0m"), (0.0012345, "1.234m"),
            (0.00099994, "999.9µ"), (0.00099996, "1.000m"), (1.5e-06, "1.500µ"), (1.23456e-09, "1.235n"),
            (1.5e-10, "0.1500n"), (1.5e-13, "0.0001500n"), (1.5e-20, "0.0000000000n"), (-1234.5, "-1.234k"),
            (99995, "100.0k"), (99994.99, "99.99k"),
        ])
    func decimal(value: Double, expected: String) {
        #expect(BenchmarkUnit("sec/op").format(value) == expected)
    }

    @Test(
        "bytes are shown in powers of 1024, and 1000 to 1023 keep the smaller prefix",
        arguments: [
            (0, "0.000"), (1, "1.000"), (512, "512.0"), (1000, "1000.0"), (1023, "1023.0"), (1023.95, "1.000Ki"),
            (1024, "1.000Ki"), (1500, "1.465Ki"), (10239, "9.999Ki"), (10240, "10.00Ki"), (123456, "120.6Ki"),
            (1.048576e+06, "1.000Mi"), (1.5e+09, "1.397Gi"), (2.5e+12, "2.274Ti"), (9e+15, "8185.5Ti"),
            (0.5, "0.5000"), (0.001, "0.001000"), (-2048, "-2.000Ki"),
        ])
    func binary(value: Double, expected: String) {
        #expect(BenchmarkUnit("B/op").format(value) == expected)
    }

    @Test("values side by side take the prefix of the smallest that is not zero")
    func common() {
        let scale = UnitScale(fitting: [2e-3, 0, 1.5e-6], prefixes: .decimal)
        #expect([2e-3, 0, 1.5e-6].map(scale.format) == ["2000.000µ", "0.000µ", "1.500µ"])
    }
}
