package dev.lekha.kernel.naming;

import java.util.regex.Pattern;

/** {@code user@host}, as mail and SIP write it; the host in lower case, the user as it is. */
final class Mailbox {
    private static final int LONGEST_USER = 64;
    private static final Pattern DOT_ATOM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern SIP_USER =
            Pattern.compile("([A-Za-z0-9_.!~*'()&=+$,;?/-]|%[0-9A-Fa-f]{2})+");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[^\\[\\]]+\\]|[^:\\[\\]]+)(:[1-9][0-9]{0,4})?");
    private static final int LAST_PORT = 65_535;

    private Mailbox() {}

    static String email(String value) {
        var at = value.lastIndexOf('@');
        var user = at < 0 ? "" : value.substring(0, at);
        if (user.length() > LONGEST_USER || !DOT_ATOM.matcher(user).matches()) {
            throw new IllegalArgumentException("an e-mail address reads user@host");
        }
        return user + "@" + HostName.canonical(value.substring(at + 1));
    }

    static String sip(String value) {
        var at = value.lastIndexOf('@');
        var user = at < 0 ? "" : value.substring(0, at);
        if (!SIP_USER.matcher(user).matches()) {
            throw new IllegalArgumentException("a sip address reads user@host or user@host:port");
        }
        return Escapes.upper(user) + "@" + host(value.substring(at + 1));
    }

    /** A name or address of a host, with a port where one is given. */
    static String host(String value) {
        var parts = HOST_AND_PORT.matcher(value);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a host is a name or an address, [..] around ipv6");
        }
        var port = parts.group(2) == null ? "" : parts.group(2);
        if (!port.isEmpty() && Integer.parseInt(port.substring(1)) > LAST_PORT) {
            throw new IllegalArgumentException("a port is from 1 to 65535");
        }
        return bare(parts.group(1)) + port;
    }

    private static String bare(String host) {
        if (host.startsWith("[")) {
            return "[" + IpAddress.canonical6(host.substring(1, host.length() - 1)) + "]";
        }
        return host.matches("[0-9.]+") ? IpAddress.canonical4(host) : HostName.canonical(host);
    }
}
