package io.tapline.capture.packets;

import java.nio.file.Path;

/**
 * A capture file that may hold packets.
 *
 * @param path where it lies
 * @param source whose packets they are, for the name of the interface
 * @param closed whether it no longer grows, so that it has or gets an index
 */
public record PacketFile(Path path, String source, boolean closed) {
  /** Whether it is compressed and so can be neither indexed nor searched. */
  boolean compressed() {
    return path.toString().endsWith(".zst");
  }
}
