/**
 * The names of sources: which are valid, and who owns which.
 *
 * <p>Live sources and imports share one space of names, in which the further names are that live
 * sources have in the connection log. Both hold {@link io.tapline.capture.names.SourceNames} and
 * reserve a name there before they use it, rather than ask each other.
 */
@NullMarked
package io.tapline.capture.names;

import org.jspecify.annotations.NullMarked;
