package io.tapline.wire.detect;

import io.tapline.wire.compress.Compression;
import io.tapline.wire.compress.DecompressedStream;
import io.tapline.wire.compress.DecompressionException;
import io.tapline.wire.compress.DecompressionLimits;
import io.tapline.wire.compress.UnreadCompression;
import io.tapline.wire.detect.Detection.Known;
import io.tapline.wire.detect.Detection.Reason;
import io.tapline.wire.detect.Detection.Unknown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names the format of a file by its first bytes. Compressed files are looked into. A capture of
 * flow exports is a capture.
 */
public final class FormatDetector {
  /** Decompressed bytes that are looked at, at most. */
  public static final int WINDOW_BYTES = 64 << 10;

  /** Windows of nothing but NUL bytes are stepped over: 1 GiB of them at most. */
  private static final int MOST_WINDOWS = 16_384;

  /** Binary formats first, then logs, the most particular first. */
  private static final List<Signature> SIGNATURES =
      List.of(
          new PcapSignature(),
          new PcapngSignature(),
          new FlowToolsSignature(),
          new FlowMessagesSignature(),
          new JournalSignature(),
          new EveSignature(),
          new ZeekJsonSignature(),
          new ZeekTsvSignature(),
          new NfdumpCsvSignature(),
          new FwctllogSignature(),
          new FirewallSyslogSignature());

  private FormatDetector() {}

  /**
   * Looks into a file.
   *
   * @throws IOException if the file cannot be read; never because of what it holds
   */
  public static Detection detect(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return detect(in);
    }
  }

  /**
   * Looks at the first bytes of a file, when that is what there is; compressed bytes may end
   * anywhere.
   *
   * @param whole whether the file has no more than these bytes
   */
  public static Detection detect(byte[] head, boolean whole) {
    try {
      return detect(new ByteArrayInputStream(head), whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // arrays can be read
    }
  }

  /**
   * Takes from a stream what it needs to look at, and leaves it open.
   *
   * @throws IOException if the stream cannot be read; never because of what it holds
   */
  public static Detection detect(InputStream in) throws IOException {
    return detect(in, true);
  }

  /**
   * Whether a file that is not compressed is text as far as its first bytes say, other than NUL.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean isText(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = window(in);
      return TextBytes.isText(bytes, bytes.length) && !isNul(bytes);
    }
  }

  private static Detection detect(InputStream in, boolean toTheEnd) throws IOException {
    try {
      return examine(
          DecompressedStream.open(new KeptOpen(in), DecompressionLimits.DEFAULTS), toTheEnd);
    } catch (DecompressionException e) {
      return new Unknown(List.of(), String.valueOf(e.getMessage()), List.of());
    }
  }

  private static Detection examine(DecompressedStream stream, boolean toTheEnd) throws IOException {
    try (stream) {
      byte[] bytes = window(stream);
      boolean whole = toTheEnd && bytes.length < WINDOW_BYTES;
      return examine(new Window(bytes, bytes.length, whole), stream.compressions());
    }
  }

  /** The first bytes, or those behind the hole at the beginning of a log that was cut. */
  private static byte[] window(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(WINDOW_BYTES);
    for (int i = 1; i < MOST_WINDOWS && bytes.length == WINDOW_BYTES && isNul(bytes); i++) {
      bytes = stream.readNBytes(WINDOW_BYTES);
    }
    return bytes;
  }

  private static boolean isNul(byte[] bytes) {
    for (byte octet : bytes) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  private static Detection examine(Window window, List<Compression> compressions) {
    List<Reason> reasons = new ArrayList<>();
    for (Signature signature : SIGNATURES) {
      String mismatch = signature.mismatch(window);
      if (mismatch == null) {
        return new Known(signature.format(), compressions);
      }
      reasons.add(new Reason(signature.format(), mismatch));
    }
    return new Unknown(compressions, advice(window), reasons);
  }

  private static String advice(Window window) {
    if (window.length() == 0) {
      return "The file is empty.";
    }
    UnreadCompression unread = UnreadCompression.of(window.bytes(), window.length());
    return unread == null ? "" : "The file is " + unread.advice() + ".";
  }
}
