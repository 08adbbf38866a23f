import Testing

@testable import Lab

@Suite("Results: configuration")
struct ResultConfigurationTests {
    @Test("a key is set, changed and removed, and the others keep their places")
    func changes() {
        var configuration: ResultConfiguration = ["goos": "linux", "goarch": "amd64", "cpu": "A"]
        configuration["goarch"] = "arm64"
        #expect(configuration.entries.map(\.key) == ["goos", "goarch", "cpu"])
        configuration["goos"] = nil
        #expect(configuration.entries.map(\.key) == ["cpu", "goarch"])
        configuration["cpu"] = ""
        configuration["none"] = nil
        #expect(configuration.entries == [.init(key: "goarch", value: "arm64")])
        #expect(configuration["goarch"] == "arm64")
        #expect(configuration["cpu"] == nil)
    }
}
