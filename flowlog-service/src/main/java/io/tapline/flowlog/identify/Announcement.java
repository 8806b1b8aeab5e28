package io.tapline.flowlog.identify;

/**
 * An end of a connection to come, as a connection of another kind announced it.
 *
 * @param protocol the transport's number
 * @param high its address, as {@link io.tapline.wire.frame.FrameView} has them
 * @param port from {@link #LEAST_PORT} on: nobody names what goes to the ports of known services
 * @param once whether only one connection has this end, as its server
 */
public record Announcement(
    int protocol, long high, long low, int port, boolean once, Identification identification) {
  /** RFC 2577, section 3, has no data connections of FTP below; media have none there, either. */
  static final int LEAST_PORT = 1_024;
}
