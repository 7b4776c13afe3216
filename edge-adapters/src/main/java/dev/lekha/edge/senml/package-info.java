/**
 * SenML packs (RFC 8428) as they arrive, in JSON or CBOR, turned into one exact JSON form. Only the
 * syntax is judged here; names, times and units belong to the command.
 */
@NullMarked
package dev.lekha.edge.senml;

import org.jspecify.annotations.NullMarked;
