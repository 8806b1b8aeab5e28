/**
 * Answers of reports as documents: JSON, CSV, text.
 *
 * <p>Promises: the same answer gives the same bytes; a document is at most as large as its caller
 * says. A further format is one more {@link io.tapline.report.document.DocumentRenderer} and its
 * value in {@link io.tapline.report.document.DocumentFormat}. Called by schedules.
 */
@NullMarked
package io.tapline.report.document;

import org.jspecify.annotations.NullMarked;
