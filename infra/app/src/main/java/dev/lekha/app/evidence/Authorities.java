package dev.lekha.app.evidence;

import dev.lekha.app.keys.RoleKeys;
import dev.lekha.app.keys.RotationFiles;
import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.time.RemoteTimeStamper;
import dev.lekha.crypto.time.TimeStampAuthority;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.time.TimeStamper;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who stamps, by name: {@code platform} is our own.
 *
 * @param ownFrom the least size that its key stamps, being the position of its rotation
 */
record Authorities(Map<String, TimeStamper> byName, long ownFrom) {
    static final String OWN = "platform";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int PEM_LINE = 64;

    /** Makes our own key where there is none, and leaves its root certificate for auditors. */
    static Authorities open(EvidenceSettings settings, HttpClient http, InstantSource clock) {
        var byName = new TreeMap<String, TimeStamper>();
        var time = settings.time();
        time.authorities()
                .forEach((name, url) ->
                        byName.put(name, new RemoteTimeStamper(http, url, time.timeout())));
        if (!time.own()) {
            return new Authorities(byName, 0);
        }
        var key = RoleKeys.timeStamping(settings.keyFolder(), clock.instant());
        var shown = List.of(RoleKeys.shown(key, settings.origin()));
        var last = new RotationFiles(settings.folder()).requireInForce(RotationFiles.TIME, shown);
        byName.put(OWN, own(settings, key, clock));
        return new Authorities(byName, last.map(RotationFiles.Rotation::position).orElse(0L));
    }

    /** Whose keys may stamp a checkpoint of that size. */
    Map<String, TimeStamper> at(long size) {
        var those = new TreeMap<>(byName);
        if (size < ownFrom) {
            those.remove(OWN);
        }
        return those;
    }

    /** Before anything starts: a name becomes the name of a file. */
    static void requireNames(EvidenceSettings settings) {
        for (var name : settings.time().authorities().keySet()) {
            if (!NAME.matcher(name).matches() || name.equals(OWN)) {
                throw new IllegalArgumentException(
                        "lekha.evidence.time.authorities: \"%s\" is no name of an authority"
                                .formatted(name));
            }
        }
    }

    private static TimeStamper own(
            EvidenceSettings settings, TimeStampKey key, InstantSource clock) {
        leaveRoot(settings.folder().resolve("time-stamping-root.pem"), key);
        var time = settings.time();
        return new TimeStampAuthority(
                key,
                time.policy(),
                time.accuracy(),
                new ClockWatch(time.clockBound(), clock, System::nanoTime),
                clock);
    }

    /** The newest first; those before stay, for what they have stamped. */
    private static void leaveRoot(Path file, TimeStampKey key) {
        try {
            var base64 =
                    Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
                            .encodeToString(key.chain().getLast().getEncoded());
            var pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
            var kept =
                    DurableFile.read(file)
                            .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                            .orElse("");
            if (!kept.contains(pem)) {
                DurableFile.ON_DISK.write(file, (pem + kept).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException("the root certificate", broken);
        }
    }
}
