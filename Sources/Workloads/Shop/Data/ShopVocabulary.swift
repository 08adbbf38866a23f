/// The words that generated names and texts are put together from.
///
/// Some hold quotes, ampersands and letters outside ASCII, as the names of real shops do: code that forgets to escape
/// or to count in bytes shows itself on ordinary data.
enum ShopVocabulary {
    static let categories = [
        "Kitchen", "Garden", "Office", "Lighting", "Bath & Body", "Toys", "Outdoor", "Audio", "Books", "Tools",
        "Bedroom", "Crafts", "Pets", "Travel", "Cycling", "Café Supplies", "Storage", "Sports", "Baby", "Stationery",
        "Computers", "Phones & Tablets", "Music", "Party",
    ]

    static let adjectives = [
        "Compact", "Classic", "Foldable", "Heavy-Duty", "Lightweight", "Modern", "Vintage", "Portable", "Premium",
        "Rustic", "Silent", "Slim", "Smart", "Sturdy", "Waterproof", "Everyday", "Crème", "Deluxe", "Extra \"Long\"",
        "Handmade",
    ]

    static let materials = [
        "Oak", "Steel", "Cotton", "Bamboo", "Ceramic", "Glass", "Leather", "Linen", "Walnut", "Copper", "Wool", "Cork",
        "Aluminium", "Rattan", "Silicone",
    ]

    static let nouns = [
        "Desk Lamp", "Chair", "Backpack", "Kettle", "Salt & Pepper Set", "7\" Tablet Stand", "Cutting Board",
        "Blanket", "Notebook", "Headphones", "Water Bottle", "Rug", "Planter", "Tool Box", "Bicycle Bell",
        "French Press",
        "Cushion", "Clock", "Mirror", "Picture Frame", "Jewelry Box", "Shelf", "Umbrella", "Wallet", "Door Mat",
    ]

    static let phrases = [
        "Made to last.", "Easy to clean.", "Ships flat.", "Fits any room.", "A gift that pleases.",
        "Comes in a box of recycled paper.", "Tested for ten years of use.", "No tools needed.",
        "Designed for small homes.", "Two years of warranty.",
    ]

    static let firstNames = [
        "Ada", "Björn", "Chidi", "Dolores", "Émile", "Fatima", "Grace", "Hiro", "Ines", "Jonas", "Katarzyna", "Liam",
        "Mei", "Nadia", "Olu", "Priya", "Quentin", "Rosa", "Søren", "Tariq", "Uma", "Vera", "Wen", "Xenia", "Yusuf",
        "Zoë",
    ]

    static let lastNames = [
        "Abe", "Brown", "Costa", "Dvořák", "Eriksson", "Fischer", "García", "Haddad", "Ivanov", "Jensen", "Kim",
        "López", "Müller", "Nguyen", "O'Brien", "Park", "Quispe", "Rossi", "Singh", "Tanaka", "Ueda", "Vargas", "Wang",
        "Yılmaz", "Zhang",
    ]

    static let opinions = [
        "Good.", "Works as it should.", "Broke in a week.", "My second one!", "Smaller than it looks.", "Très bien.",
        "Would buy again.", "The colour is off.", "Arrived early.", "Not for me.", "<3",
        "Great value & quick delivery.",
    ]
}
