package io.tapline.flowlog.identify;

/**
 * An end of a connection to come, as a connection of another kind announced it.
 *
 * @param protocol the transport's number
 * @param high its address, as {@link io.tapline.wire.frame.FrameView} has them
 * @param once whether only one connection has this end
 */
public record Announcement(
    int protocol, long high, long low, int port, boolean once, Identification identification) {}
