@NullMarked
package dev.lekha.app.enrolment;

import org.jspecify.annotations.NullMarked;
