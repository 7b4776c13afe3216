package dev.lekha.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component of an event, a {@link PersonalText}: whose it is and for what it may be read.
 * Whatever a person can be recognised by, other than by pseudonym, stands in such a component.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {
    /** The component that names the subject, a {@link SubjectId}. */
    String subject();

    /** The component that names the purposes, a sorted set of texts. */
    String purposes();
}
