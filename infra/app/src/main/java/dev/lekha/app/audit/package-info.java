/**
 * The auditor's tools: bundles exported and verified, a witness, and a watch over a platform that
 * runs elsewhere. None of them believes the platform.
 */
@NullMarked
package dev.lekha.app.audit;

import org.jspecify.annotations.NullMarked;
