package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.wire.compress.DecompressedStream;
import io.tapline.wire.compress.DecompressionEnding;
import io.tapline.wire.compress.DecompressionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A file that is being received into a part file. Closing it without {@link #keep} removes the
 * part.
 */
public final class Upload implements AutoCloseable {
  /** How often the free space is looked at. */
  private static final long SPACE_CHECK_BYTES = 16 << 20;

  /** After so much of it, a file that is no capture is refused instead of taken to its end. */
  private static final long LOOK_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 18;

  private final ImportStore store;
  private final ImportLimits limits;
  private final ImportRequest request;
  private final Path part;
  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private long storedBytes;
  private long nextSpaceCheck;
  private String compression = "";
  private String torn = "";
  private boolean looked;

  Upload(ImportStore store, ImportLimits limits, ImportRequest request) {
    this.store = store;
    this.limits = limits;
    this.request = request;
    this.part = store.newPart();
    checkSize(request.sizeBytes());
    try {
      checkSpace(request.sizeBytes());
      this.channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  /**
   * Takes the whole file; what is compressed is stored decompressed.
   *
   * @throws CaptureException UNKNOWN_FORMAT, CORRUPT_FILE as soon as the beginning tells;
   *     DISK_FULL, FILE_TOO_LARGE
   * @throws IOException what the stream throws
   */
  public void take(InputStream file) throws IOException {
    try (DecompressedStream plain = DecompressedStream.open(file, limits.decompression())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
        write(ByteBuffer.wrap(buffer, 0, read));
      }
      ended(plain);
    } catch (DecompressionException e) {
      throw refused(e);
    }
  }

  /** What came before a fault is kept; where nothing came there is nothing to keep. */
  private void ended(DecompressedStream plain) {
    compression =
        plain.compressions().stream()
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("+"));
    DecompressionEnding ending = plain.ending();
    if (ending != null && ending.kind() != DecompressionEnding.Kind.COMPLETE) {
      torn = ending.message();
    }
    if (storedBytes == 0 && !torn.isEmpty()) {
      throw new CaptureException(Reason.CORRUPT_FILE, request.fileName() + ": " + torn);
    }
  }

  private CaptureException refused(DecompressionException e) {
    Reason reason =
        switch (e.reason()) {
          case TOO_MANY_BYTES, TOO_HIGH_RATIO, TOO_LARGE_WINDOW -> Reason.FILE_TOO_LARGE;
          case TOO_DEEP -> Reason.UNKNOWN_FORMAT;
        };
    return new CaptureException(reason, request.fileName() + ": " + e.getMessage(), e);
  }

  private void write(ByteBuffer bytes) {
    checkSize(storedBytes + bytes.remaining());
    digest.update(bytes.duplicate());
    try {
      if (storedBytes >= nextSpaceCheck) {
        checkSpace(bytes.remaining());
        nextSpaceCheck = storedBytes + SPACE_CHECK_BYTES;
      }
      while (bytes.hasRemaining()) {
        storedBytes += channel.write(bytes);
      }
    } catch (IOException e) {
      throw diskFailed(e);
    }
    lookOnce();
  }

  private void lookOnce() {
    if (!looked && storedBytes >= LOOK_BYTES) {
      looked = true;
      FileFormats.of(part, request);
    }
  }

  Path part() {
    return part;
  }

  /** Makes the bytes durable and tells what they are. */
  Content complete() {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw diskFailed(e);
    }
    return new Content(HexFormat.of().formatHex(digest.digest()), storedBytes, compression, torn);
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
