package dev.lekha.kernel.naming;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.regex.Pattern;

/** Addresses of the Internet Protocol: one of a host or of a group, never a range or the none. */
final class IpAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern FOUR = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern SIX =
            Pattern.compile("[0-9a-fA-F:]*:([0-9a-fA-F]{0,4}|" + FOUR.pattern() + ")");

    private IpAddress() {}

    static String canonical4(String value) {
        if (!FOUR.matcher(value).matches()
                || value.equals("0.0.0.0")
                || value.equals("255.255.255.255")) {
            throw new IllegalArgumentException(
                    "an ipv4 address has four numbers from 0 to 255 and is somebody's");
        }
        return value;
    }

    static String canonical6(String value) {
        if (SIX.matcher(value).matches()) {
            try {
                var address = new IPAddressString(value).toAddress();
                if (single(address)) {
                    return address.toCanonicalString();
                }
            } catch (AddressStringException unreadable) {
                throw malformed(unreadable);
            }
        }
        throw malformed(null);
    }

    private static boolean single(IPAddress address) {
        return address.isIPv6() && !address.isMultiple() && !address.isZero();
    }

    private static IllegalArgumentException malformed(
            @org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalArgumentException(
                "an ipv6 address reads as RFC 4291 has it, without zone and prefix length", cause);
    }

    /** Whether an address of either version lies in a block such as {@code 10.0.0.0/8}. */
    static boolean within(String block, String address) {
        return new IPAddressString(block).contains(new IPAddressString(address));
    }

    /**
     * Writes a block with all bits behind its prefix zero.
     *
     * @throws IllegalArgumentException where it is none
     */
    static String block(String text, boolean six) {
        var slash = text.indexOf('/');
        if (slash < 1 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("a block reads 10.0.0.0/8 or fd00::/8");
        }
        var start = text.substring(0, slash);
        if (!(six ? SIX : FOUR).matcher(start).matches()) {
            throw new IllegalArgumentException("a block starts with an address of its scheme");
        }
        try {
            return new IPAddressString(text).toAddress().toPrefixBlock().toCanonicalString();
        } catch (AddressStringException unreadable) {
            throw new IllegalArgumentException("a block reads 10.0.0.0/8 or fd00::/8", unreadable);
        }
    }
}
