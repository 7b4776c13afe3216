package dev.lekha.projection;

import dev.lekha.kernel.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a view and says by which fields of its rows it can be asked. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface View {
    /** The name in paths: {@code latest-readings}. */
    String name();

    /** The capability that it belongs to; a credential's scope is checked against it. */
    String capability();

    /**
     * Fields of the row that can be filtered and sorted by; each is indexed. Top-level, of text,
     * number or time.
     */
    String[] fields() default {};

    /** Who may read it. */
    Role[] readers();
}
