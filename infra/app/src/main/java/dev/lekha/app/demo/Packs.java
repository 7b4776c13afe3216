package dev.lekha.app.demo;

import dev.lekha.kernel.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** SenML packs (RFC 8428) as meters write them, good ones and faulty ones. */
enum Packs {
    JSON("application/senml+json", Json.MAPPER, Map.of()),
    CBOR(
            "application/senml+cbor",
            CBORMapper.builder().build(),
            Map.of("bn", -2, "bt", -3, "bu", -4, "n", 0, "u", 1, "v", 2, "t", 6));

    static final String ENERGY = "energy";

    /** What no register of the town can show. */
    static final BigDecimal ABSURD = new BigDecimal("987654321.5");

    private static final List<String> FAULTY =
            List.of(
                    "[{\"n\":\"energy\",\"v\":",
                    "[]",
                    "[{\"n\":\"energy\",\"v\":\"a lot\"}]",
                    "[{\"n\":\"energy\",\"v\":1,\"tariff_\":2}]",
                    "[{\"n\":\"energy\",\"v\":1,\"bt\":250000000000}]",
                    "energy=1");

    private final String type;
    private final ObjectMapper mapper;
    private final Map<String, Integer> labels;

    Packs(String type, ObjectMapper mapper, Map<String, Integer> labels) {
        this.type = type;
        this.mapper = mapper;
        this.labels = labels;
    }

    /** What the register shows at one time. */
    record Shown(Instant time, BigDecimal value) {}

    String type() {
        return type;
    }

    /** A pack of what the register showed, the last of it at the base time, and of the voltage. */
    byte[] report(String node, List<Shown> registers, BigDecimal voltage) {
        var base = registers.getLast().time;
        var records = new ArrayList<Map<?, ?>>();
        records.add(
                record(
                        Map.of(
                                "bn",
                                node + ":",
                                "bt",
                                base.getEpochSecond(),
                                "n",
                                "voltage",
                                "u",
                                "V",
                                "v",
                                voltage)));
        for (var shown : registers) {
            var before = shown.time.getEpochSecond() - base.getEpochSecond();
            records.add(record(Map.of("n", ENERGY, "u", "Wh", "t", before, "v", shown.value)));
        }
        return mapper.writeValueAsBytes(records);
    }

    /** One of several that no door may take. */
    static byte[] faulty(int which) {
        return FAULTY.get(which % FAULTY.size()).getBytes(StandardCharsets.UTF_8);
    }

    private Map<?, ?> record(Map<String, Object> record) {
        return labels.isEmpty()
                ? record
                : record.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        label -> number(label.getKey()), Map.Entry::getValue));
    }

    private int number(String label) {
        return Objects.requireNonNull(labels.get(label), label);
    }
}
