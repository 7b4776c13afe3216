/**
 * The HTTP door: commands by name and bytes, who may come in, and every "no" as a problem (RFC
 * 9457).
 */
@NullMarked
package dev.lekha.edge.http;

import org.jspecify.annotations.NullMarked;
