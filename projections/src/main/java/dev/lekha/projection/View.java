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

    /**
     * Fields by which a row names those whose it is. Each reads its own rows, though it be none of
     * the readers. Where there is one field alone, it is among {@link #fields}.
     */
    String[] parties() default {};

    /**
     * The view whose rows name the parties, where {@link #parties} is the field that has the key of
     * such a row; empty where the rows name them by themselves.
     */
    String partiesIn() default "";

    /** Who may read all of it. */
    Role[] readers();
}
