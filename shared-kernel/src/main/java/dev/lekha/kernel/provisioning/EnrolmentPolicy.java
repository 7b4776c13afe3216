package dev.lekha.kernel.provisioning;

import dev.lekha.kernel.Ids;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.pki.DevicePath;
import dev.lekha.kernel.predicate.Qualities;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.NodeQualities;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * As what the devices of an authority take part.
 *
 * @param subject which name of the certificate names the device
 * @param pattern what such a name looks like: with one {@code *}, {@code urn:example:pump:*}
 * @param node the node's id, with {@code *} for what the name has there: {@code pump-*}; left out
 *     for {@code *}
 * @param gateway the registered gateway that they stand behind, or left out
 * @param serviceClass by which they are configured, or left out
 * @param capabilities that are preconfigured; what a device says of itself outranks them
 * @param quota how many devices enrol with it at most, ever
 * @param anotherCertificate what becomes of a second certificate for a device
 */
public record EnrolmentPolicy(
        Subject subject,
        String pattern,
        @Omittable String node,
        NodeKind kind,
        @Omittable String gateway,
        @Omittable String serviceClass,
        @Omittable SortedMap<String, Quality> capabilities,
        long quota,
        AnotherCertificate anotherCertificate) {
    private static final int LONGEST = 200;
    private static final String ANY = "*";

    /** A name in a certificate. */
    public enum Subject {
        /** The one common name of the subject. */
        COMMON_NAME,
        /** The one URN among the alternative names that has the pattern's form. */
        URN
    }

    /** What becomes of a certificate of the same authority for a device that has another. */
    public enum AnotherCertificate {
        REFUSED,
        /** It takes the place of the one before, which is not taken again. */
        ROTATES
    }

    public EnrolmentPolicy {
        node = node.isEmpty() ? ANY : node;
        requireOne(pattern);
        requireOne(node);
        Ids.check("a node of this policy", node.replace(ANY, "x"));
        if (!gateway.isEmpty()) {
            Ids.check("a gateway", gateway);
        }
        if (!serviceClass.isEmpty()) {
            Ids.check("a service class", serviceClass);
        }
        capabilities = Qualities.checked(capabilities);
        NodeQualities.checkDeclarable(capabilities);
        if (quota < 1) {
            throw new IllegalArgumentException("a quota is 1 or more");
        }
    }

    private static void requireOne(String template) {
        if (template.indexOf('*') < 0
                || template.indexOf('*') != template.lastIndexOf('*')
                || template.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a pattern has one * and at most " + LONGEST + " characters: " + template);
        }
    }

    /** The node that a certificate names; nothing where it names none, or more than one. */
    public Optional<NodeId> nodeOf(DevicePath path) {
        var names =
                switch (subject) {
                    case COMMON_NAME -> path.commonNames();
                    case URN -> path.urns().stream().filter(this::fits).toList();
                };
        return names.size() == 1 && fits(names.getFirst())
                ? id(names.getFirst())
                : Optional.empty();
    }

    private boolean fits(String name) {
        var parts = parts();
        return name.length() > parts.getFirst().length() + parts.getLast().length()
                && name.startsWith(parts.getFirst())
                && name.endsWith(parts.getLast());
    }

    private Optional<NodeId> id(String name) {
        var parts = parts();
        var named =
                name.substring(parts.getFirst().length(), name.length() - parts.getLast().length());
        try {
            return Optional.of(new NodeId(node.replace(ANY, named)));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }

    private List<String> parts() {
        int star = pattern.indexOf('*');
        return List.of(pattern.substring(0, star), pattern.substring(star + 1));
    }
}
