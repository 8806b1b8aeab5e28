/**
 * {@code tapline doctor}: what stands between this machine and a working Tapline, and what to do
 * about it.
 */
@NullMarked
package io.tapline.cli.doctor;

import org.jspecify.annotations.NullMarked;
