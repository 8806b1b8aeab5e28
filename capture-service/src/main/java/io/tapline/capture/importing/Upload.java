package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.compress.Compression;
import io.tapline.wire.compress.DecompressedStream;
import io.tapline.wire.compress.DecompressionEnding;
import io.tapline.wire.compress.DecompressionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file that is being received, decompressed, into a file of the store, and hashes it on
 * the way. Closing it removes the file, unless the store has given it another name.
 */
final class Upload implements AutoCloseable {
  /** How often the free space is looked at. */
  private static final long SPACE_CHECK_BYTES = 16 << 20;

  private static final int BUFFER_BYTES = 1 << 18;

  private final ImportStore store;
  private final ImportLimits limits;
  private final ImportRequest request;
  private final Path created;
  private final FileChannel channel;
  private final MessageDigest digest = ContentHash.sha256();
  private @Nullable MessageDigest sentDigest;
  private volatile Path part;
  private volatile long storedBytes;
  private long nextSpaceCheck;
  private String compression = "";
  private String torn = "";
  private String sha256 = "";

  Upload(ImportStore store, ImportLimits limits, ImportRequest request) {
    this.store = store;
    this.limits = limits;
    this.request = request;
    this.created = store.newPart();
    this.part = created;
    checkSize(request.sizeBytes());
    try {
      checkSpace(request.sizeBytes());
      this.channel =
          FileChannel.open(created, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  /**
   * Takes the whole file; what is compressed is stored decompressed.
   *
   * @param received told how many bytes are stored, after each write
   * @throws Refusal CORRUPT_FILE, DISK_FULL, FILE_TOO_LARGE
   * @throws IOException what the stream throws
   */
  void take(InputStream file, LongConsumer received) throws IOException {
    InputStream sent = sent(file);
    try (DecompressedStream plain = DecompressedStream.open(sent, limits.decompression())) {
      compression =
          plain.compressions().stream()
              .map(one -> one.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining("+"));
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
        write(ByteBuffer.wrap(buffer, 0, read));
        received.accept(storedBytes);
      }
      sent.transferTo(OutputStream.nullOutputStream()); // what follows the end of compressed bytes
      ended(plain);
    } catch (DecompressionException e) {
      throw refused(e);
    }
  }

  /** What is compressed is hashed as it comes, too. */
  private InputStream sent(InputStream file) throws IOException {
    PushbackInputStream in = new PushbackInputStream(file, Compression.HEAD_BYTES);
    byte[] head = in.readNBytes(Compression.HEAD_BYTES);
    in.unread(head);
    if (Compression.of(head, head.length) == null) {
      return in;
    }
    sentDigest = ContentHash.sha256();
    return new DigestInputStream(in, sentDigest);
  }

  /** What came before a fault is kept; where nothing came there is nothing to keep. */
  private void ended(DecompressedStream plain) {
    DecompressionEnding ending = plain.ending();
    if (ending != null && ending.kind() != DecompressionEnding.Kind.COMPLETE) {
      torn = ending.message();
    }
    if (storedBytes == 0 && !torn.isEmpty()) {
      throw new Refusal(Reason.CORRUPT_FILE, request.fileName() + ": " + torn);
    }
    sha256 = ContentHash.hex(digest);
  }

  private Refusal refused(DecompressionException e) {
    Reason reason =
        switch (e.reason()) {
          case TOO_MANY_BYTES, TOO_HIGH_RATIO, TOO_LARGE_WINDOW -> Reason.FILE_TOO_LARGE;
          case TOO_DEEP -> Reason.UNKNOWN_FORMAT;
        };
    return new Refusal(reason, request.fileName() + ": " + e.getMessage(), e);
  }

  private void write(ByteBuffer bytes) {
    checkSize(storedBytes + bytes.remaining());
    digest.update(bytes.duplicate());
    try {
      if (storedBytes >= nextSpaceCheck) {
        checkSpace(bytes.remaining());
        nextSpaceCheck = storedBytes + SPACE_CHECK_BYTES;
      }
      long stored = storedBytes;
      while (bytes.hasRemaining()) {
        stored += channel.write(bytes);
      }
      storedBytes = stored;
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  /** Where the bytes are now. */
  Path part() {
    return part;
  }

  /** A name that no other file of the store has. */
  String name() {
    String name = created.getFileName().toString();
    return name.substring(1, name.lastIndexOf('.'));
  }

  /** Bytes stored so far; may be asked by any thread. */
  long storedBytes() {
    return storedBytes;
  }

  /** How the file came: {@code gzip}, {@code zstd}; empty = as it is. */
  String compression() {
    return compression;
  }

  /** Why the decompressed content ends too early; else empty. */
  String torn() {
    return torn;
  }

  /** Hash of what was stored, once all was taken. */
  String sha256() {
    return sha256;
  }

  /** Hash of what came, once all was taken; empty when it was not compressed. */
  String sentSha256() {
    return sentDigest == null ? "" : ContentHash.hex(sentDigest);
  }

  /** Hash of the first bytes stored. */
  String head() {
    try {
      return ContentHash.head(part);
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  /** Makes the bytes durable. */
  void sync() {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  /** The file gets its place in the store; more may be written to it. */
  void keepAs(String name) {
    part = store.keep(part, name);
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(created);
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  private void checkSize(long bytes) {
    if (bytes > limits.maxBytes()) {
      throw new Refusal(
          Reason.FILE_TOO_LARGE,
          "The file is larger than the limit of "
              + limits.maxBytes()
              + " bytes (tapline.capture.import.max-bytes).");
    }
  }

  private void checkSpace(long bytes) throws IOException {
    long usable = store.usableBytes() - limits.reserveBytes();
    if (bytes > usable) {
      throw new Refusal(
          Reason.DISK_FULL,
          "The sensor's disk has "
              + Math.max(usable, 0)
              + " bytes left for imports (beyond its reserve), the file needs "
              + bytes
              + " more: make room, or lower tapline.capture.import.reserve-bytes.");
    }
  }

  private static Refusal diskFailed(IOException e) {
    return new Refusal(Reason.DISK_FULL, "The file could not be stored: " + e, e);
  }
}
