package dev.lekha.edge.notifications;

import dev.lekha.edge.notifications.NotificationSettings.Reach;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * To which addresses a webhook may lead, so that nobody makes the platform ask what only it can
 * reach. All addresses of a host have to be allowed. The connection is made right after, while the
 * JVM remembers what the host's name stood for.
 */
record Addresses(Reach reach) {
    /** Where Amazon keeps its metadata over IPv6: fd00:ec2::254. */
    private static final byte[] METADATA = {
        (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
    };

    /** 100.100.100.200 (Alibaba) and 192.0.0.192 (Oracle). */
    private static final byte[][] METADATA_4 = {
        {100, 100, 100, (byte) 200}, {(byte) 192, 0, 0, (byte) 192}
    };

    /** The first address of the host that is refused, if one is. */
    Optional<InetAddress> refused(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).filter(this::isRefused).findFirst();
    }

    boolean isRefused(InetAddress address) {
        return switch (reach) {
            case ANY -> false;
            case NO_LINK_LOCAL -> isLocalToLink(address) || isMetadata(address);
            case PUBLIC -> isLocalToLink(address) || isMetadata(address) || isPrivate(address);
        };
    }

    private static boolean isLocalToLink(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress();
    }

    private static boolean isMetadata(InetAddress address) {
        var bytes = address.getAddress();
        return Arrays.equals(bytes, METADATA)
                || Arrays.stream(METADATA_4).anyMatch(known -> Arrays.equals(known, bytes));
    }

    private static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || (address instanceof Inet4Address ? isShared(bytes) : isUnusual(bytes));
    }

    /**
     * 0.0.0.0/8, 100.64.0.0/10 of carriers (RFC 6598), 192.0.0.0/24, 198.18.0.0/15, 240.0.0.0/4.
     */
    private static boolean isShared(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || first >= 240
                || first == 100 && second >= 64 && second < 128
                || first == 192 && second == 0 && bytes[2] == 0
                || first == 198 && (second == 18 || second == 19);
    }

    /** fc00::/7 (RFC 4193), and what leads on to IPv4: 64:ff9b::/16 (RFC 6052), 2002::/16. */
    private static boolean isUnusual(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return (first & 0xfe) == 0xfc
                || first == 0 && second == 0x64
                || first == 0x20 && second == 0x02;
    }
}
