package dev.lekha.app.demo;

/** What the routes are asked about, in the order of the table. */
enum Subject {
    SENT("reports sent", 0),
    ACKNOWLEDGED("acknowledged", 0),
    REFUSED("refused", 0),
    DUPLICATES("duplicates ignored", 0),
    STORED("reports stored", 0),
    READINGS("readings stored", 0),
    LATEST("latest registers, Wh", 3),
    OUT_OF_ORDER("out of order", 0),
    ROLL_OVERS("roll-overs", 0),
    IMPLAUSIBLE("implausible readings", 0),
    USAGE("usage records", 0),
    RATED("rated", 0),
    UNRATED("left unrated", 0),
    CDRS("CDRs", 0),
    ADJUSTMENTS("adjustments", 0),
    ENERGY("energy charged, kWh", 3),
    MONEY("EUR of", 2);

    private final String label;
    private final int decimals;

    Subject(String label, int decimals) {
        this.label = label;
        this.decimals = decimals;
    }

    String label() {
        return label;
    }

    /** How many of them people are shown; what is compared is exact. */
    int decimals() {
        return decimals;
    }
}
