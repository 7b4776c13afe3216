package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics there are: {@code devices/{device}/reports} to publish to, {@code devices/{device}/…}
 * and {@code applications/{application}/…} to listen to.
 */
final class Topics {
    private static final Pattern REPORTS = Pattern.compile("devices/([^/+#]+)/reports");

    private Topics() {}

    /** The device whose reports a topic takes, if it takes reports at all. */
    static Optional<String> device(String topic) {
        Matcher matcher = REPORTS.matcher(topic);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static Refused notPermitted() {
        return new Refused(
                Refused.Kind.FORBIDDEN,
                "topic-not-permitted",
                "Publish to devices/{your device}/reports, subscribe below devices/{you}/ only.");
    }

    /** Whether a subscription stays within the caller's own topics. */
    static boolean own(Caller caller, String filter) {
        return filter.startsWith("devices/" + caller.actor() + "/")
                || filter.startsWith("applications/" + caller.actor() + "/");
    }
}
