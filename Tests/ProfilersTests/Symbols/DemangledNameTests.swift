import Testing

@testable import Profilers

/// Names that nm prints of libswiftCore, libFoundation, libFoundationEssentials, libswift_Concurrency and libstdc++.
@Suite struct DemangledNameTests {
    private static let swift = [
        // Types of arguments and results go, labels stay.
        (
            "$s3Lab10fixedPoint_6digits8plusSignSSSd_SiSbtFfA1_",
            "default argument 2 of Lab.fixedPoint(_:digits:plusSign:)"
        ),
        ("$sSD6ValuesV12makeIteratorAB0C0Vyxq___GyF", "Dictionary.Values.makeIterator()"),
        ("$s10Foundation8ProgressC8isPausedSbvM.resume.0", "Foundation.Progress.isPaused.modify"),
        // Operators are not brackets.
        (
            "$s20FoundationEssentials6LocaleV12LanguageCodeV14IdentifierTypeOSQAASQ2eeoiySbx_xtFZTW",
            "static FoundationEssentials.Locale.LanguageCode.IdentifierType.==(_:_:) [witness for Equatable]"
        ),
        ("$ss16DurationProtocolP1doiyxx_SitFZTj", "static DurationProtocol./(_:_:) [dispatch thunk]"),
        ("$sSi1loiySbSi_SitFZ", "static Int.<(_:_:)"),
        ("$sSi2geoiySbSi_SitFZ", "static Int.>=(_:_:)"),
        // Closures, and functions in functions.
        ("$ss13_runAsyncMainyyyyYaKcFyyYacfU_", "closure #1 in _runAsyncMain(_:)"),
        (
            "$ss6_DequeVyAByxGqd__c7ElementQyd__RszSlRd__lufcyAB13_UnsafeHandleVyx_GXEfU_ySRyxGXEfU_TA",
            "closure #1 in closure #1 in _Deque.init(_:) [partial apply]"
        ),
        (
            "$s20FoundationEssentials3URLV8TemplateVyAESgSScfc11copyLiteralL_4upToySS5IndexV_tFTf0nsn_n",
            "copyLiteral #1(upTo:) in FoundationEssentials.URL.Template.init(_:) [specialized]"
        ),
        // What was made of a function is behind it.
        (
            "$s10Foundation20_CFSwiftStringInsert_5index8insertedyyXl_SiyXltFTo",
            "Foundation._CFSwiftStringInsert(_:index:inserted:) [@objc]"
        ),
        (
            "$s3Lab4GateO5Names33_1C35E8DDEC7DE4302F8082D696B28C3CLLVyAFSayAA10ComparisonVGcfCTf4nd_n",
            "Lab.Gate.Names.init(_:) [specialized]"
        ),
        (
            "$s20FoundationEssentials11JSONEncoderC20DateEncodingStrategyOwCPTm",
            "initializeBufferWithCopyOfBuffer value witness for FoundationEssentials.JSONEncoder.DateEncodingStrategy [merged]"
        ),
        // Where only types tell functions apart they stay.
        (
            "$s20FoundationEssentials6LocaleV10ComponentsVWOc",
            "outlined init with copy of FoundationEssentials.Locale.Components"
        ),
        ("$s10Foundation9UnitPowerCMa", "type metadata accessor for Foundation.UnitPower"),
        (
            "$s20FoundationEssentials10powerOfTen33_D4B6256F838C04FB07FA98E1F0503753LL_WZ",
            "one-time initialization function for powerOfTen"
        ),
        (
            "$s10Foundation15_NSCFDictionaryC17_NSCFKeyGenerator33_8AA1AFFB4D937CC159EBA2A8BFA8DEDDLLVwst",
            "storeEnumTagSinglePayload value witness for Foundation._NSCFDictionary._NSCFKeyGenerator"
        ),
    ]

    @Test("Swift's short forms keep what tells functions apart", arguments: swift)
    func swiftNames(mangled: String, short: String) throws {
        #expect(DemangledName(try #require(Demangler.demangle(mangled))).short == short)
    }

    /// As `swift demangle` prints them.
    private static let printed = [
        ("static Shop.Cart.make(of: Swift.Int, Swift.String) throws -> Shop.Cart", "static Shop.Cart.make(of:_:)"),
        (
            "implicit closure #2 () -> () in closure #1 (Swift.Int) -> () in Shop.run() -> ()",
            "implicit closure #2 in closure #1 in Shop.run()"
        ),
        (
            "(extension in Foundation):Swift.String.data(using: Swift.Int) -> Swift.Int?", "String.data(using:)"
        ),
        ("Shop.(helper in _6F1C22AB)(x: Swift.Int) -> ()", "Shop.helper(x:)"),
        (
            "protocol witness for Swift.Hashable.hash(into: inout Swift.Hasher) -> () in conformance Shop.Key : Swift.Hashable in Shop",
            "Shop.Key.hash(into:) [witness for Hashable]"
        ),
        (
            "specialized closure #1 (A) -> B in Shop.Cart.total() -> Swift.Int",
            "closure #1 in Shop.Cart.total() [specialized]"
        ),
        (
            "void shop::sort<int>(int*, int*)::{lambda(int)#1}::operator()(int) const",
            "shop::sort<…>::{lambda#1}::operator()"
        ),
        ("<alloc::vec::Vec<T> as core::ops::Drop>::drop", "<alloc::vec::Vec<T> as core::ops::Drop>::drop"),
    ]

    @Test("names that were demangled elsewhere are shortened too", arguments: printed)
    func printedNames(full: String, short: String) {
        #expect(DemangledName(full).short == short)
    }

    @Test("a short form is its own short form", arguments: (swift + printed + cPlusPlus).map(\.1))
    func again(short: String) {
        #expect(DemangledName(short).short == short)
    }

    @Test(
        "the module of a Swift function is found behind what the compiler put before it",
        arguments: [
            ("Shop.Cart.total() -> Swift.Int", "Shop", "Cart.total()"),
            ("specialized Swift.Array.append(A) -> ()", "Swift", "Array.append(_:) [specialized]"),
            (
                "closure #1 (Swift.Int) -> () in static Shop.Cart.total() -> ()", "Shop",
                "closure #1 in static Cart.total()"
            ),
            (
                "(extension in Foundation):Swift.String.trimmed() -> Swift.String", "Foundation", "String.trimmed()"
            ),
            // The witness is compiled where the type conforms.
            (
                "protocol witness for Swift.Encodable.encode(to: Swift.Encoder) throws -> () in conformance Shop.Cart : Swift.Encodable in Wire",
                "Wire", "Cart.encode(to:) [witness for Encodable]"
            ),
            ("Shop.Cart.__deallocating_deinit", "Shop", "Cart.__deallocating_deinit"),
            ("Shop.Cart.items.getter : [Shop.Item]", "Shop", "Cart.items.getter"),
            ("main", nil, "main"), ("memcpy", nil, "memcpy"), ("libc.so.6", nil, "libc.so.6"),
            ("main.(*Server).Serve", nil, "main.(*Server).Serve"),
            ("shop::wire::Cart::encode(int)", nil, "Cart::encode"),
        ] as [(String, String?, String)])
    func module(full: String, module: String?, unqualified: String) {
        #expect(DemangledName(full).module == module)
        #expect(DemangledName(full).unqualified == unqualified)
    }

    @Test("all parts of an async function have its own name")
    func asyncParts() throws {
        let names = try ["", "TQ0_", "TQ1_", "TY2_"].map { suffix in
            DemangledName(
                try #require(Demangler.demangle("$ss19AsyncPrefixSequenceV8IteratorV4next7ElementQzSgyYaKF" + suffix)))
        }
        #expect(Set(names.map(\.full)).count == 4)
        #expect(Set(names.map(\.short)) == ["AsyncPrefixSequence.Iterator.next()"])
        #expect(Set(names.map { DemangledName.withoutAsyncPart($0.full) }) == [names[0].full])
    }

    @Test(
        "what is no part of an async function keeps its name",
        arguments: [
            "(anonymous namespace)::f()", "(extension in Foundation):Swift.String.trimmed() -> Swift.String", "(", "",
            "async function pointer to Shop.Worker.run() async -> ()",
        ])
    func noAsyncPart(name: String) {
        #expect(DemangledName.withoutAsyncPart(name) == name)
    }

    @Test(
        "the part of a closure, and of what was specialized, is the closure's and the specialization's",
        arguments: [
            (
                "(1) await resume partial function for closure #1 () async -> () in Shop.run() -> ()",
                "closure #1 () async -> () in Shop.run() -> ()"
            ),
            (
                "(3) suspend resume partial function for generic specialization <Swift.Int> of Shop.load<A>() async -> A",
                "generic specialization <Swift.Int> of Shop.load<A>() async -> A"
            ),
            (
                "(2) await resume partial function for (1) suspend resume partial function for Shop.f() async -> ()",
                "Shop.f() async -> ()"
            ),
        ])
    func asyncPart(name: String, whole: String) {
        #expect(DemangledName.withoutAsyncPart(name) == whole)
    }

    private static let cPlusPlus = [
        ("_ZNSt6vectorIiSaIiEE9push_backEOi", "std::vector<…>::push_back"),
        ("_ZN12_GLOBAL__N_13fooEv", "(anonymous)::foo"),
        ("_ZNKSt8functionIFvvEEclEv", "std::function<…>::operator()"),
        ("_ZStlsISt11char_traitsIcEERSt13basic_ostreamIcT_ES5_PKc", "std::operator<< <…>"),
        ("_ZZ4mainENKUliE_clEi", "main::{lambda#1}::operator()"),
        ("_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE6appendEPKc", "std::__cxx11::basic_string<…>::append"),
        ("_ZThn16_N4shop4CartD0Ev", "shop::Cart::~Cart [thunk]"),
        ("_Z4worki.cold", "work [cold]"),
        ("_ZN4shop4workEi.cold", "shop::work [cold]"),
    ]

    @Test("C++'s short forms leave out template arguments, arguments and results", arguments: cPlusPlus)
    func cPlusPlusNames(mangled: String, short: String) throws {
        #expect(DemangledName(try #require(Demangler.demangle(mangled))).short == short)
    }

    @Test(
        "other names are what they are",
        arguments: [
            "main", "malloc@plt", "[libc.so.6+0x1234]", "[vdso]", "", "a b", "<script>", "f(", "a<b.c(",
            "render (page.js:12)",
            "com.shop.Cart.total(int)", "main.(*Server).Serve", "Cart.total(of:)", "do_syscall_64_[k]",
            "-[Cart total:]",
        ])
    func plain(name: String) {
        #expect(DemangledName(name).short == name)
    }

    @Test("no text, however strange, makes the short form fail or grow without bound")
    func strange() {
        var generator = SplitMix(seed: 3)
        let pieces = [
            "(", ")", "<", ">", "[", "closure #1 ", " in ", "a", ".", "::", " of ", "generic specialization <", "->",
            " : ",
            "protocol witness for ", " in conformance ", "operator", "{lambda", " infix(", "é",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
            #expect(DemangledName(text).short.utf8.count <= 4 * text.utf8.count + 64)
        }
        for text in [
            "(", "<", "a.(", "closure #1 in ", "::", "x in ", "().", "metadata for (", "metadata for ((a in _",
        ] {
            for count in [8_000, 1_000_000] {
                let name = DemangledName(String(repeating: text, count: count / text.count))
                #expect(name.short.utf8.count <= 4 * count)
            }
            #expect(!DemangledName("outlined copy of " + String(repeating: text, count: 4_000)).short.isEmpty)
        }
        let deep = String(repeating: "closure #1 () -> () in ", count: 300) + "f()"
        #expect(!DemangledName(deep).short.isEmpty)
    }
}
