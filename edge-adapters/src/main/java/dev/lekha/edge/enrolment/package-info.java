/** Devices that come by themselves: who they are by their certificate, and what they are set to. */
@NullMarked
package dev.lekha.edge.enrolment;

import org.jspecify.annotations.NullMarked;
