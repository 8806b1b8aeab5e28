/**
 * The REST interface of AIT's binary stream capturer: its routes, verbs, forms and shapes, on a
 * listener of its own, since its routes own {@code /}. Off unless a port is configured; loopback by
 * default; callers show a token where there are tokens. What the original answers with 500 is a
 * refusal with problem details (RFC 9457) here.
 *
 * <p>An address and type of connection is one live source, made when the first handler wants it and
 * deleted when its last handler stops; handlers that were added in another way are shown too.
 */
@NullMarked
package io.tapline.capture.ait;

import org.jspecify.annotations.NullMarked;
