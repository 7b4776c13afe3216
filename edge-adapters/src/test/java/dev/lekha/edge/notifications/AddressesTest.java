package dev.lekha.edge.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.edge.notifications.NotificationSettings.Reach;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static boolean refuses(Reach reach, String address) throws UnknownHostException {
        return new Addresses(reach).isRefused(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "192.0.0.192",
                "224.0.0.1", "ff02::1", "0.0.0.0", "::", "::ffff:169.254.169.254"
            })
    void metadata_and_link_local_addresses_are_refused_unless_any_is_allowed(String address)
            throws UnknownHostException {
        assertThat(refuses(Reach.NO_LINK_LOCAL, address)).isTrue();
        assertThat(refuses(Reach.PUBLIC, address)).isTrue();
        assertThat(refuses(Reach.ANY, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1",
                "0.1.2.3", "198.18.0.1", "240.0.0.1", "fd12::1", "fc00::1", "64:ff9b::a00:1",
                "2002:a00:1::", "::ffff:10.0.0.1"
            })
    void private_addresses_are_refused_where_only_public_ones_are_allowed(String address)
            throws UnknownHostException {
        assertThat(refuses(Reach.NO_LINK_LOCAL, address)).isFalse();
        assertThat(refuses(Reach.PUBLIC, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220::1"})
    void public_addresses_are_allowed(String address) throws UnknownHostException {
        assertThat(refuses(Reach.PUBLIC, address)).isFalse();
    }
}
