/**
 * The console in a real browser (headless Chromium) against the packaged program: what is shown
 * equals what gRPC answers, and every way through it works. Skipped with one line where Chromium is
 * absent; the screenshots are left in {@code standalone/target/screenshots} to be looked at.
 */
@NullMarked
package io.tapline.standalone.browser;

import org.jspecify.annotations.NullMarked;
