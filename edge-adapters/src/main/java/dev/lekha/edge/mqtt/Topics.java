package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics there are: {@code devices/{device}/reports} to publish to, {@code devices/{device}/…}
 * and {@code applications/{application}/…} to listen to; for tenants other than the default one
 * with {@code tenants/{tenant}/} before.
 */
public final class Topics {
    private static final Pattern REPORTS =
            Pattern.compile("(?:tenants/([^/+#]+)/)?devices/([^/+#]+)/reports");

    private Topics() {}

    /** A device and whose it is. */
    record Device(String tenant, String name) {}

    /** The device whose reports a topic takes, if it takes reports at all. */
    static Optional<Device> device(String topic) {
        Matcher matcher = REPORTS.matcher(topic);
        return matcher.matches()
                ? Optional.of(
                        new Device(
                                Optional.ofNullable(matcher.group(1)).orElse(Caller.DEFAULT_TENANT),
                                matcher.group(2)))
                : Optional.empty();
    }

    /** The device of the caller's own tenant whose reports a topic takes. */
    static Optional<String> device(Caller caller, String topic) {
        return device(topic)
                .filter(known -> known.tenant().equals(caller.tenant()))
                .map(Device::name);
    }

    static Refused notPermitted() {
        return new Refused(
                Refused.Kind.FORBIDDEN,
                "topic-not-permitted",
                "Publish to devices/{your device}/reports, subscribe below devices/{you}/ only.");
    }

    /** Whether a subscription stays within the caller's own topics. */
    static boolean own(Caller caller, String filter) {
        return filter.startsWith(of(caller.tenant(), "devices/" + caller.actor() + "/"))
                || filter.startsWith(of(caller.tenant(), "applications/" + caller.actor() + "/"));
    }

    /** A topic of a tenant; the default one's have nothing before them. */
    public static String of(String tenant, String topic) {
        return tenant.equals(Caller.DEFAULT_TENANT) ? topic : "tenants/" + tenant + "/" + topic;
    }
}
