/**
 * What the tests of several modules need and would otherwise write again: a database of their own
 * ({@link io.tapline.testing.TestPostgres}) and waiting for what another thread or process does
 * ({@link io.tapline.testing.Await}).
 */
@NullMarked
package io.tapline.testing;

import org.jspecify.annotations.NullMarked;
