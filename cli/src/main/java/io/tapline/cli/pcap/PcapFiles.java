package io.tapline.cli.pcap;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.wire.capture.CaptureEnding;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureFormatException;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.PcapWriter.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The capture files that a command reads, one after the other. */
final class PcapFiles {
  private final List<Path> files;
  private final PrintWriter err;

  /** What is done with the packet that the reader stands at. */
  interface Visitor {
    void packet(CaptureReader packet) throws IOException;
  }

  /**
   * @param names of files and directories; of a directory, the captures in it by name
   * @param err where damage is reported
   * @throws CliException if one is missing or is not a capture
   */
  PcapFiles(List<Path> names, PrintWriter err) {
    this.err = err;
    this.files = names.stream().flatMap(name -> expand(name).stream()).toList();
  }

  List<Path> names() {
    return files;
  }

  /** The unit of times that loses none of any file's. */
  Precision precision() {
    boolean coarse = files.stream().allMatch(file -> precision(file) == Precision.MICROSECONDS);
    return coarse ? Precision.MICROSECONDS : Precision.NANOSECONDS;
  }

  /** Whether this is one of them. */
  boolean contains(Path other) {
    try {
      for (Path file : files) {
        if (Files.exists(other) && Files.isSameFile(file, other)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw failure(other, e);
    }
  }

  /**
   * Passes on every packet of a file, and reports how it ends if that is before its end.
   *
   * @throws IOException of the visitor
   * @throws CliException if the file cannot be read
   */
  void each(Path file, Visitor visitor) throws IOException {
    if (isEmpty(file)) {
      err.printf("%s: The file is empty.%n", file);
      return;
    }
    try (CaptureFile capture = open(file)) {
      CaptureReader reader = capture.reader();
      while (next(file, reader)) {
        visitor.packet(reader);
        report(file, reader);
      }
      report(file, reader);
      CaptureEnding ending = reader.ending();
      if (ending != null && ending.kind() != CaptureEnding.Kind.COMPLETE) {
        err.printf("%s: %s%n", file, ending.message());
      }
    }
  }

  private static CaptureFile open(Path file) {
    try {
      return CaptureFile.open(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static boolean next(Path file, CaptureReader reader) {
    try {
      return reader.next();
    } catch (UncheckedIOException e) {
      throw failure(file, new IOException(e.getMessage(), e));
    }
  }

  private void report(Path file, CaptureReader reader) {
    if (reader.damagedBefore() > 0) {
      err.printf("%s: %s%n", file, reader.damage());
    }
  }

  private List<Path> expand(Path name) {
    if (!Files.isDirectory(name)) {
      var _ = precision(name);
      return List.of(name);
    }
    List<Path> captures = new ArrayList<>();
    try (Stream<Path> entries = Files.list(name)) {
      for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
        if (isCapture(file)) {
          captures.add(file);
        } else {
          err.printf("%s: It is not a capture and is left out.%n", file);
        }
      }
    } catch (IOException e) {
      throw failure(name, e);
    }
    return captures;
  }

  private static boolean isCapture(Path file) throws IOException {
    if (isEmpty(file)) {
      return true;
    }
    try (CaptureFile _ = CaptureFile.open(file)) {
      return true;
    } catch (CaptureFormatException e) {
      return false;
    }
  }

  private static Precision precision(Path file) {
    if (isEmpty(file)) {
      return Precision.MICROSECONDS;
    }
    try (CaptureFile capture = CaptureFile.open(file)) {
      return capture.precision();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** A capturer that writes its header late, such as AIT's, leaves such files. */
  private static boolean isEmpty(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == 0;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  static CliException failure(Path file, IOException failure) {
    String sentence =
        switch (failure) {
          case NoSuchFileException e -> "There is no such file.";
          case AccessDeniedException e -> "Permission denied.";
          case FileSystemException e when e.getReason() != null -> e.getReason();
          case CaptureFormatException e -> e.getMessage();
          default -> failure.toString();
        };
    return new CliException(ExitCode.USAGE, "%s: %s".formatted(file, sentence));
  }
}
