package dev.lekha.kernel.naming;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A GS1 identification key, from an EPC pure identity URN (EPC Tag Data Standard 2.0, section 6) or
 * a GS1 Digital Link (Digital Link URI Syntax 1.3), written as the latter's path: {@code
 * /01/00614141123452/21/400}. Both spellings of one thing become one name; the way back needs to
 * know how long the company prefix is.
 */
final class Epc {
    private static final String REST = "(?<rest>[!-~]{1,90})";
    private static final Pattern PURE =
            Pattern.compile(
                    "(?i:urn:epc:)?id:(?<type>sgtin|sscc|sgln|grai|giai):(?<company>[0-9]{6,12})\\."
                            + REST);
    private static final Pattern LINK =
            Pattern.compile(
                    "((?i:https?)://[^/?#]{1,100}(/[^?#]{1,50})??)?/(?<ai>00|01|414|8003|8004)/"
                            + REST);
    private static final Pattern SERIAL =
            Pattern.compile("([A-Za-z0-9!\"&'()*+,./:;<=>?_-]|%[0-9A-Fa-f]{2}){1,60}");
    private static final int LONGEST_SERIAL = 20;
    private static final int LONGEST_ASSET = 30;

    private Epc() {}

    static String canonical(String value) {
        var pure = PURE.matcher(value);
        if (pure.matches()) {
            return fromPure(pure);
        }
        var link = LINK.matcher(value);
        if (link.matches()) {
            return fromLink(link);
        }
        throw malformed();
    }

    private static String fromPure(MatchResult parts) {
        var company = parts.group("company");
        var rest = parts.group("rest").split("\\.", 2);
        var item = rest[0];
        var serial = rest.length == 2 ? rest[1] : "";
        return switch (parts.group("type")) {
            case "sgtin" ->
                    "/01/" + key(first(item) + company + tail(item), 13) + "/21/" + serial(serial);
            case "sscc" -> "/00/" + key(first(item) + company + tail(item), 17) + none(serial);
            case "sgln" -> "/414/" + key(company + item, 12) + extension(serial);
            case "grai" -> "/8003/0" + key(company + item, 12) + individual(serial, 16);
            default -> "/8004/" + company + individual(parts.group("rest"), 24);
        };
    }

    private static String fromLink(MatchResult parts) {
        var rest = parts.group("rest");
        return switch (parts.group("ai")) {
            case "00" -> "/00/" + checked(rest, 18);
            case "01" -> qualified("/01/", rest, 14, "/21/");
            case "414" -> qualified("/414/", rest, 13, "/254/");
            case "8003" -> {
                require(rest.length() > 14 && rest.startsWith("0"));
                yield "/8003/0"
                        + checked(rest.substring(1, 14), 13)
                        + individual(rest.substring(14), 16);
            }
            default -> "/8004/" + individual(rest, LONGEST_ASSET);
        };
    }

    /** A key of which its serial number may follow behind the qualifier's number. */
    private static String qualified(String key, String rest, int digits, String qualifier) {
        var at = rest.indexOf(qualifier);
        if (at < 0) {
            return key + checked(padded(rest, digits), digits);
        }
        var serial = serial(rest.substring(at + qualifier.length()));
        return key + checked(padded(rest.substring(0, at), digits), digits) + qualifier + serial;
    }

    /** A GTIN of 8, 12 or 13 digits is one of 14 with zeros in front. */
    private static String padded(String digits, int length) {
        return length == 14 && digits.matches("[0-9]{8}|[0-9]{12,13}")
                ? "0".repeat(length - digits.length()) + digits
                : digits;
    }

    private static String key(String digits, int length) {
        require(digits.matches("[0-9]{" + length + "}"));
        return digits + checkDigit(digits);
    }

    private static String checked(String digits, int length) {
        require(digits.matches("[0-9]{" + length + "}"));
        var body = digits.substring(0, length - 1);
        if (!digits.equals(body + checkDigit(body))) {
            throw new IllegalArgumentException("the check digit of an epc is wrong");
        }
        return digits;
    }

    /** GS1 General Specifications 7.9: weights 3 and 1 from the right, up to the next ten. */
    private static int checkDigit(String digits) {
        var sum = 0;
        for (var at = 0; at < digits.length(); at++) {
            var weight = (digits.length() - at) % 2 == 1 ? 3 : 1;
            sum += weight * (digits.charAt(at) - '0');
        }
        return (10 - sum % 10) % 10;
    }

    private static String serial(String text) {
        return individual(text, LONGEST_SERIAL);
    }

    private static String individual(String text, int longest) {
        require(SERIAL.matcher(text).matches());
        require(text.replaceAll("%[0-9A-Fa-f]{2}", "x").length() <= longest);
        return Escapes.canonical(text.replace("/", "%2F").replace("?", "%3F"));
    }

    private static String extension(String text) {
        return text.equals("0") ? "" : "/254/" + serial(text);
    }

    private static String none(String text) {
        require(text.isEmpty());
        return "";
    }

    private static String first(String item) {
        require(!item.isEmpty());
        return item.substring(0, 1);
    }

    private static String tail(String item) {
        return item.substring(1);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "an epc reads id:sgtin:0614141.112345.400 (also sscc, sgln, grai, giai) or as a GS1"
                        + " Digital Link, https://id.gs1.org/01/00614141123452/21/400");
    }
}
