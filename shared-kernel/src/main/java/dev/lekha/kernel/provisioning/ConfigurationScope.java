package dev.lekha.kernel.provisioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;
import java.util.Locale;

/**
 * Which devices a configuration is for. As text {@code authority/acme}, {@code
 * service-class/meters} or {@code node/pump-1}.
 */
public record ConfigurationScope(Of of, String id) {
    /** What a configuration is said of; the narrower outranks the wider, name by name. */
    public enum Of {
        AUTHORITY,
        SERVICE_CLASS,
        NODE;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public ConfigurationScope {
        Ids.check("what a configuration is for", id);
    }

    @JsonCreator
    public static ConfigurationScope read(String text) {
        for (var of : Of.values()) {
            if (text.startsWith(of.text() + "/")) {
                return new ConfigurationScope(of, text.substring(of.text().length() + 1));
            }
        }
        throw new IllegalArgumentException(
                "a configuration is for authority/…, service-class/… or node/…");
    }

    @JsonValue
    public String text() {
        return of.text() + "/" + id;
    }

    @Override
    public String toString() {
        return text();
    }
}
