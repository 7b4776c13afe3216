package dev.lekha.kernel.naming;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of subscribers to mobile and fixed networks. */
final class Subscriber {
    private static final Pattern WRITTEN = Pattern.compile("\\+[0-9][0-9().-]{1,40}");
    private static final Pattern IMSI = Pattern.compile("[2-79][0-9]{13,14}");

    private Subscriber() {}

    /** A number with {@code +} and country code; its plan is not asked, only its length. */
    static String msisdn(String value) {
        if (!WRITTEN.matcher(value).matches()) {
            throw malformed(null);
        }
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(value, "ZZ");
            if (!numbers.isPossibleNumber(number)) {
                throw malformed(null);
            }
            return numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
        } catch (NumberParseException unreadable) {
            throw malformed(unreadable);
        }
    }

    /** Mobile country code (E.212: first digit 2 to 7 or 9), network, subscriber. */
    static String imsi(String value) {
        if (!IMSI.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an imsi has 14 or 15 digits, a mobile country code first");
        }
        return value;
    }

    private static IllegalArgumentException malformed(@Nullable Exception cause) {
        return new IllegalArgumentException(
                "an msisdn is an E.164 number with its country code, such as +4915112345678",
                cause);
    }
}
