/** The door of reports over HTTP: the same bytes as over MQTT, the same outcomes. */
@NullMarked
package dev.lekha.edge.reports;

import org.jspecify.annotations.NullMarked;
