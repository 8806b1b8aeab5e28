/**
 * The four services as processes of their own beside each other on one machine, on the same
 * embedded PostgreSQL: what pods are in a cluster, for whoever wants to see or test that.
 *
 * <p>{@link io.tapline.standalone.separate.SeparateSite} starts them and waits until all are ready.
 * A {@link io.tapline.standalone.separate.Keeper} starts one again that ends by itself. The stop is
 * the reverse: those who ask first, PostgreSQL last.
 */
@NullMarked
package io.tapline.standalone.separate;

import org.jspecify.annotations.NullMarked;
