/** What billing, operators and auditors read of metering and charging. */
@NullMarked
package dev.lekha.projection.charging;

import org.jspecify.annotations.NullMarked;
