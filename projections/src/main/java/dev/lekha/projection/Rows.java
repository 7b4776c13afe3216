package dev.lekha.projection;

import java.util.List;
import java.util.Map;

/** Rows to read. */
public interface Rows {
    /** The position up to which the view has taken the log; 0 at first. */
    long position(String view);

    Views.Found find(String view, String key);

    /**
     * @throws IllegalArgumentException for an undeclared field or a cursor that is not one
     */
    Views.Page page(String view, Views.Query query);

    /** Present rows among the keys. */
    Map<String, byte[]> findAll(String view, List<String> keys);
}
