package dev.lekha.kernel.leaf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** Tags as they are stored and sought: {@code key=value}. */
public final class TagTexts {
    private TagTexts() {}

    /**
     * @throws IllegalArgumentException where a key is empty or holds an equals sign, since the text
     *     would then be that of another tag
     */
    public static List<String> of(Set<Tag> tags) {
        var texts = new ArrayList<String>(tags.size());
        for (var tag : tags) {
            texts.add(text(tag));
        }
        return texts;
    }

    private static String text(Tag tag) {
        if (tag.key().isEmpty() || tag.key().indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "a tag's key is not empty and has no '=': " + tag.key());
        }
        return tag.key() + '=' + tag.value();
    }
}
