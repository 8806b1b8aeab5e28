package io.tapline.flowlog.store;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A segment on its way to the disk. It gets its name when it is complete and what was registered;
 * an earlier file of that name is replaced. For one thread.
 */
final class Arrival implements AutoCloseable {
  private final SegmentRef segment;
  private final Path target;
  private final Path partial;
  private final MessageDigest digest = Checksum.sha256();
  private @Nullable OutputStream out;

  Arrival(SegmentRef segment, Path target) {
    this.segment = segment;
    this.target = target;
    this.partial = target.resolveSibling(target.getFileName() + ".partial");
  }

  SegmentRef segment() {
    return segment;
  }

  /**
   * @throws Refusal STORE_UNAVAILABLE when the disk does not take it
   */
  void add(byte[] piece) {
    digest.update(piece);
    try {
      if (out == null) {
        out = Files.newOutputStream(partial);
      }
      out.write(piece);
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** Whether the bytes are those that were registered; only then they are put in place. */
  boolean complete() {
    closeFile();
    if (!segment.sha256().equals(Checksum.text(digest.digest()))) {
      return false;
    }
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private void closeFile() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private Refusal refused(IOException e) {
    return new Refusal(
        Reason.STORE_UNAVAILABLE, "Cannot keep a segment in " + target.getParent() + ": " + e, e);
  }

  /** What was not completed leaves nothing. */
  @Override
  public void close() {
    try {
      closeFile();
    } finally {
      CacheDirectory.delete(partial);
    }
  }
}
