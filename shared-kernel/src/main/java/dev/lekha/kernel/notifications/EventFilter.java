package dev.lekha.kernel.notifications;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Omittable;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which events a subscription names, as the log is asked.
 *
 * @param types stored names, any of which; empty for all
 * @param tags as {@code key=value}, all of which; empty for all
 */
public record EventFilter(@Omittable List<String> types, @Omittable List<String> tags) {
    private static final int MOST = 50;
    private static final Pattern TYPE = Pattern.compile("[a-z]{1,60}\\.[A-Z][A-Za-z0-9]{0,99}");
    private static final Pattern TAG = Pattern.compile("(?s)[a-z]{1,40}=.{1,300}");

    /** Notifications of notifications would never end. */
    private static final String OWN = "notifications.";

    public EventFilter {
        types = List.copyOf(new TreeSet<>(types));
        tags = List.copyOf(new TreeSet<>(tags));
        if (types.isEmpty() && tags.isEmpty()) {
            throw new IllegalArgumentException("a filter names a type or a tag");
        }
        if (types.size() > MOST || tags.size() > MOST) {
            throw new IllegalArgumentException("a filter names at most 50 types and 50 tags");
        }
        requireAll(types, TYPE, "a type reads registration.NodeRegistered");
        requireAll(tags, TAG, "a tag reads node=pump-1");
        if (types.stream().anyMatch(EventFilter::isOwn)) {
            throw new IllegalArgumentException("nobody is notified of notifications");
        }
    }

    private static void requireAll(Collection<String> texts, Pattern form, String otherwise) {
        if (!texts.stream().allMatch(text -> form.matcher(text).matches())) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static boolean isOwn(String type) {
        return type.startsWith(OWN);
    }

    /** What the log is asked; it may yield events of which nobody is notified. */
    public Log.Filter inLog() {
        return new Log.Filter(types, tags);
    }

    public boolean matches(Log.Stored event) {
        return !isOwn(event.type())
                && (types.isEmpty() || types.contains(event.type()))
                && event.tags().containsAll(tags);
    }
}
