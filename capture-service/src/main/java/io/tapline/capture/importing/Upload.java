package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that is being received into a part file. Closing it without {@link #keep} removes the
 * part.
 */
public final class Upload implements AutoCloseable {
  /** How often the free space is looked at. */
  private static final long SPACE_CHECK_BYTES = 16 << 20;

  /** After so much of it, a file that is no capture is refused instead of taken to its end. */
  private static final long LOOK_BYTES = 1 << 20;

  private final ImportStore store;
  private final ImportLimits limits;
  private final String fileName;
  private final Path part;
  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private final AtomicLong receivedBytes = new AtomicLong();
  private long nextSpaceCheck;
  private boolean looked;

  Upload(ImportStore store, ImportLimits limits, String fileName, long announcedBytes) {
    this.store = store;
    this.limits = limits;
    this.fileName = fileName;
    this.part = store.newPart();
    checkSize(announcedBytes);
    try {
      checkSpace(announcedBytes);
      this.channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  /**
   * The next bytes of the file.
   *
   * @throws CaptureException UNKNOWN_FORMAT, CORRUPT_FILE as soon as the beginning tells;
   *     DISK_FULL, FILE_TOO_LARGE
   */
  public void write(ByteBuffer bytes) {
    checkSize(receivedBytes.get() + bytes.remaining());
    digest.update(bytes.duplicate());
    try {
      if (receivedBytes.get() >= nextSpaceCheck) {
        checkSpace(bytes.remaining());
        nextSpaceCheck = receivedBytes.get() + SPACE_CHECK_BYTES;
      }
      while (bytes.hasRemaining()) {
        receivedBytes.addAndGet(channel.write(bytes));
      }
    } catch (IOException e) {
      throw diskFailed(e);
    }
    lookOnce();
  }

  private void lookOnce() {
    if (!looked && receivedBytes.get() >= LOOK_BYTES) {
      looked = true;
      CaptureFiles.format(part, fileName);
    }
  }

  public long receivedBytes() {
    return receivedBytes.get();
  }

  Path part() {
    return part;
  }

  /** Makes the bytes durable; the content's SHA-256 in lower-case hexadecimal. */
  String complete() {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw diskFailed(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The part becomes the stored file. */
  void keep(String sha256, String format) {
    store.keep(part, sha256, format);
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  private void checkSize(long bytes) {
    if (bytes > limits.maxBytes()) {
      throw new CaptureException(
          Reason.FILE_TOO_LARGE,
          "The file is larger than the limit of "
              + limits.maxBytes()
              + " bytes (tapline.capture.import.max-bytes).");
    }
  }

  private void checkSpace(long bytes) throws IOException {
    long usable = store.usableBytes() - limits.reserveBytes();
    if (bytes > usable) {
      throw new CaptureException(
          Reason.DISK_FULL,
          "The sensor's disk has "
              + Math.max(usable, 0)
              + " bytes left for imports (beyond its reserve), the file needs "
              + bytes
              + " more: make room, or lower tapline.capture.import.reserve-bytes.");
    }
  }

  private static CaptureException diskFailed(IOException e) {
    return new CaptureException(Reason.DISK_FULL, "The file could not be stored: " + e, e);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
