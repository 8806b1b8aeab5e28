/**
 * Decodes one captured frame in place, from the link layer to the ports. {@link
 * io.tapline.wire.frame.FrameView#wrap} answers either {@code CONNECTION} or the reason why the
 * frame belongs to none; it never throws, never loops without bound and allocates nothing. Limits:
 * {@link io.tapline.wire.frame.FrameView#MAXIMUM_TAGS}, {@link
 * io.tapline.wire.frame.FrameView#MAXIMUM_EXTENSION_HEADERS} and {@link
 * io.tapline.wire.frame.TunnelStack#MAXIMUM_DEPTH}.
 *
 * <p>Tunnels are opened: the frame is one of the connection inside, and {@link
 * io.tapline.wire.frame.FrameView#tunnels} tells what it lies in. Where the inside is no whole IP
 * header that fits, the frame is one of the outer connection. ESP and its form in UDP are not
 * guessed at: connections of protocol 50 without ports, and of UDP.
 */
@NullMarked
package io.tapline.wire.frame;

import org.jspecify.annotations.NullMarked;
