package io.tapline.flowlog.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the segment cache.
 *
 * <pre>
 *   &lt;id&gt;.parquet             a segment, complete when it was given this name; to be compared with
 *                            its checksum before its first use by this process
 *   &lt;anything&gt;.parquet*      being written; left over when the process ended: deleted at start
 * </pre>
 */
final class CacheDirectory {
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.parquet");

  private final Path directory;

  CacheDirectory(Path directory) {
    this.directory = directory;
  }

  private record Left(long id, long sizeBytes, FileTime written) {}

  /**
   * Takes stock of what an earlier process left: sizes of segments by number, the earliest written
   * first. What was not finished is deleted.
   */
  Map<Long, Long> takeStock() throws IOException {
    Files.createDirectories(directory);
    List<Left> kept = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.parquet*")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          long id = Long.parseLong(name.group(1));
          kept.add(new Left(id, Files.size(file), Files.getLastModifiedTime(file)));
        } else {
          Files.delete(file);
        }
      }
    }
    Map<Long, Long> sizes = new LinkedHashMap<>();
    kept.stream()
        .sorted(Comparator.comparing(Left::written))
        .forEach(left -> sizes.put(left.id(), left.sizeBytes()));
    return sizes;
  }

  Path file(long segment) {
    return directory.resolve(segment + ".parquet");
  }

  /** Begins to write a segment whose bytes arrive. */
  Arrival arrive(SegmentRef segment) {
    return new Arrival(segment, file(segment.id()));
  }

  /** Takes over a file of the same file system. */
  void move(Path file, SegmentRef segment) throws IOException {
    Files.move(file, file(segment.id()), StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
