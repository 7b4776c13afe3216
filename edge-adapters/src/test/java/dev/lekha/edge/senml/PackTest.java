package dev.lekha.edge.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22.50                     | 22.50",
                "1e2                       | 1E+2",
                "-0                        | 0",
                "123456789012345678901.25  | 123456789012345678901.25",
            })
    void numbers_in_json_stay_exactly_what_was_written(String written, String kept) {
        assertThat(json("[{\"v\":" + written + "}]")).isEqualTo("[{\"v\":" + kept + "}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00                              | 0",
                "20                              | -1",
                "1bffffffffffffffff              | 18446744073709551615",
                "3bffffffffffffffff              | -18446744073709551616",
                "f93e00                          | 1.5",
                "fa41b0cccd                      | 22.1",
                "fb40361999a0000000              | 22.100000381469727",
                "fb3ff3ae147ae147ae              | 1.23",
                "fb7e37e43c8800759c              | 1E+300",
                "fb4197d78400000000              | 100000000",
                "c48221196ab3                    | 273.15",
                "c482381dc249010000000000000000  | 1.8446744073709551616E-11",
                "c2420100                        | 256",
                "c3420100                        | -257",
            })
    void numbers_in_cbor_are_exact(String cbor, String json) {
        assertThat(cbor("81a102" + cbor)).isEqualTo("[{\"v\":" + json + "}]");
    }

    @Test
    void every_label_of_cbor_has_its_name_in_json() {
        assertThat(
                        cbor(
                                "81"
                                        + "af"
                                        + "2001"
                                        + "216162"
                                        + "2202"
                                        + "236175"
                                        + "2403"
                                        + "2504"
                                        + "00616e"
                                        + "016175"
                                        + "0205"
                                        + "036173"
                                        + "04f4"
                                        + "0506"
                                        + "0607"
                                        + "0708"
                                        + "0843010203"))
                .isEqualTo(
                        "[{\"bver\":1,\"bn\":\"b\",\"bt\":2,\"bu\":\"u\",\"bv\":3,\"bs\":4,\"n\":\"n\",\"u\":\"u\",\"v\":5,"
                                + "\"vs\":\"s\",\"vb\":false,\"s\":6,\"t\":7,\"ut\":8,\"vd\":\"AQID\"}]");
    }

    @Test
    void indefinite_lengths_are_read() {
        assertThat(cbor("9f" + "bf" + "00" + "7f616161" + "62ff" + "0201" + "ff" + "ff"))
                .isEqualTo("[{\"n\":\"ab\",\"v\":1}]");
    }

    @Test
    void labels_that_nobody_knows_are_left_out() {
        assertThat(json("[{\"n\":\"a\",\"x\":{\"deep\":[1,{\"n\":2}]},\"v\":1}]"))
                .isEqualTo("[{\"n\":\"a\",\"v\":1}]");
        assertThat(cbor("81" + "a3" + "006161" + "6178" + "a1016162" + "0201"))
                .isEqualTo("[{\"n\":\"a\",\"v\":1}]");
        assertThat(cbor("81" + "a2" + "6130" + "05" + "0201"))
                .as("the text '0' is not the label 0")
                .isEqualTo("[{\"v\":1}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"bt\":268435456,\"v\":1}]                      | true",
                "[{\"bt\":268435455,\"v\":1}]                      | false",
                "[{\"bt\":268435400,\"t\":56,\"v\":1}]             | true",
                "[{\"t\":1700000000,\"v\":1},{\"v\":2}]            | false",
                "[{\"v\":1,\"bt\":1700000000},{\"t\":-10,\"v\":2}] | true",
                "[{\"v\":1}]                                       | false",
            })
    void a_pack_is_absolute_when_every_record_is(String json, boolean absolute) {
        assertThat(Pack.read(json.getBytes(UTF_8), "", 10).absolute()).isEqualTo(absolute);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"v\":\"1\"}]                  | label-type-wrong",
                "[{\"v\":null}]                   | label-type-wrong",
                "[{\"vb\":1}]                     | label-type-wrong",
                "[{\"n\":[]}]                     | label-type-wrong",
                "[{\"v\":1e400}]                  | ok",
                "[{\"v\":1e401}]                  | number-out-of-range",
                "[{\"v\":1e99999999999}]          | number-out-of-range",
                "[{\"v\":-Infinity}]              | json-malformed",
                "[{\"v\":01}]                     | json-malformed",
                "[{\"x\":1,\"x\":2}]              | json-malformed",
                "[{\"n\":\"\\ud800\"}]            | text-malformed",
                "[{\"n\":\"a\"},]                 | json-malformed",
                "[[{\"n\":\"a\"}]]                | record-not-object",
                "[{\"q_\":1}]                     | label-not-understood",
                "[{\"x\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}] | json-malformed",
            })
    void json_that_is_no_pack_is_refused(String json, String code) {
        assertThat(code(json.getBytes(UTF_8))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "81a10001,label-type-wrong",
        "81a1024101,label-type-wrong",
        "81a102f6,label-type-wrong",
        "81a10280,label-type-wrong",
        "81a102f97c00,number-not-finite",
        "81a102fb7ff0000000000000,number-not-finite",
        "81a102c2582bffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,number-out-of-range",
        "81a102c4821b7fffffffffffffff01,number-out-of-range",
        "81a102c48219ffff01,number-out-of-range",
        "81a102c5820101,cbor-malformed",
        "81a102d8640a,cbor-malformed",
        "8101,record-not-object",
        "9f,cbor-malformed",
        "9bffffffffffffffff,cbor-malformed",
        "81bbffffffffffffffff,cbor-malformed",
        "81a100fb,cbor-malformed",
        "81a1007bffffffffffffffff,cbor-malformed",
        "81a10061ff,cbor-malformed",
        "81a161785f6161ff,cbor-malformed",
        "81a16178818181818181818181818181818181818181818181,cbor-malformed",
        "81a2617801617802,label-duplicate",
        "81a162715f01,label-not-understood",
        "81a1fb3ff0000000000000,cbor-malformed",
        "81a1000181,label-type-wrong",
    })
    void cbor_that_is_no_pack_is_refused(String cbor, String code) {
        assertThat(code(HexFormat.of().parseHex(cbor))).isEqualTo(code);
    }

    @Test
    void only_utf_8_is_json() {
        assertThat(code("[{\"v\":1}]".getBytes(java.nio.charset.StandardCharsets.UTF_16LE)))
                .isEqualTo("json-malformed");
        assertThat(code(new byte[] {'[', '{', '"', (byte) 0xc3, '"', ':', '1', '}', ']'}))
                .isEqualTo("json-malformed");
    }

    @Test
    void the_content_type_decides_where_there_is_one() {
        byte[] json = "[{\"v\":1}]".getBytes(UTF_8);
        assertThat(Pack.read(json, "application/senml+json; charset=utf-8", 1).records())
                .hasSize(1);
        assertThatThrownBy(() -> Pack.read(json, "application/senml+cbor", 1))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo("pack-not-array"));
        assertThatThrownBy(() -> Pack.read(json, "text/xml", 1))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo("content-type-unknown"));
    }

    private static String json(String json) {
        return json(Pack.read(json.getBytes(UTF_8), "", 10));
    }

    private static String cbor(String hex) {
        return json(Pack.read(HexFormat.of().parseHex(hex), "", 10));
    }

    private static String json(Pack pack) {
        return Json.MAPPER.writeValueAsString(pack.records());
    }

    private static String code(byte[] payload) {
        try {
            Pack.read(payload, "", 10);
            return "ok";
        } catch (Refused refused) {
            return refused.code();
        }
    }
}
