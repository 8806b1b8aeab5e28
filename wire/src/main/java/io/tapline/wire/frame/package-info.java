/**
 * Decodes one captured frame in place, from the link layer to the ports. {@link
 * io.tapline.wire.frame.FrameView#wrap} answers either {@code CONNECTION} or the reason why the
 * frame belongs to none; it never throws, never loops without bound and allocates nothing. Limits:
 * {@link io.tapline.wire.frame.FrameView#MAXIMUM_TAGS} and {@link
 * io.tapline.wire.frame.FrameView#MAXIMUM_EXTENSION_HEADERS}. Tunnels are not opened: a GRE or 6in4
 * packet is a connection of its outer addresses.
 */
package io.tapline.wire.frame;
