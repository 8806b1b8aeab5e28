package io.tapline.flowlog.store;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files on their way into the database. */
final class FileBytes {
  /** From here on, a file is sent from where it lies instead of from the heap. */
  private static final long MAPPED = 1 << 20;

  private FileBytes() {}

  /** What is in the file now; it may be deleted afterwards. */
  @SuppressWarnings("deprecation") // only the deprecated way wraps bytes instead of copying them
  static Buffer of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Buffer.buffer(
          channel.size() < MAPPED
              ? Unpooled.wrappedBuffer(Files.readAllBytes(file))
              : Unpooled.wrappedBuffer(channel.map(MapMode.READ_ONLY, 0, channel.size())));
    }
  }
}
