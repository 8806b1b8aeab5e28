package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody else may be writing, truncating or replacing. Stays open until it and every
 * mapping of it is closed.
 */
final class OpenFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final @Nullable Object key;
  private final AtomicInteger holders = new AtomicInteger(1);

  private OpenFile(Path path, FileChannel channel, @Nullable Object key) {
    this.path = path;
    this.channel = channel;
    this.key = key;
  }

  static OpenFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new OpenFile(path, channel, key(path));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  long size() throws IOException {
    return channel.size();
  }

  String name() {
    return path.toString();
  }

  /**
   * Reads from an offset on until the buffer is full or the file ends.
   *
   * @return the bytes read
   */
  int read(ByteBuffer into, long fileOffset) throws IOException {
    int before = into.position();
    int read = 0;
    while (read >= 0 && into.hasRemaining()) {
      read = channel.read(into, fileOffset + into.position() - before);
    }
    return into.position() - before;
  }

  /** Maps the file as long as it is now. */
  MappedBytes map() throws IOException {
    Arena arena = Arena.ofShared();
    try {
      MappedBytes mapped = new MappedBytes(this, arena, map(arena));
      holders.incrementAndGet();
      return mapped;
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private MemorySegment map(Arena arena) throws IOException {
    long size = channel.size();
    return size == 0
        ? MemorySegment.NULL
        : channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
  }

  /** A file that cannot be asked any more is taken for shorter. */
  boolean isShorterThan(long bytes) {
    try {
      return channel.size() < bytes;
    } catch (IOException e) {
      return true;
    }
  }

  boolean isReplaced() {
    try {
      return !Objects.equals(key, key(path));
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    if (holders.decrementAndGet() == 0) {
      channel.close();
    }
  }
}
