package io.tapline.report.blocklist;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lists of a directory: every regular file in it, but hidden ones; links are not followed, so
 * nothing outside of the directory is read. A file is read again when its time or size changed. One
 * that cannot be read leaves what was read of it before in force, and is said once.
 *
 * <p>Threads may share it.
 */
final class BlocklistFiles {
  private static final Logger LOG = Logger.getLogger(BlocklistFiles.class);

  private final List<Path> directories;
  private final Limits limits;
  private final BlocklistMetrics metrics;
  private final Map<Path, Read> read = new TreeMap<>();
  private volatile Blocklists current = Blocklists.NONE;
  private volatile String trouble = "";
  private volatile boolean loaded;

  /** Of each file. */
  record Limits(long bytes, int entries) {}

  /**
   * A file as it was when it was read last.
   *
   * @param again it is tried again though it is the same, such as when only its permissions changed
   */
  private record Read(
      FileTime modified, long bytes, Blocklist list, String failure, boolean again) {}

  BlocklistFiles(List<Path> directories, Limits limits, BlocklistMetrics metrics) {
    this.directories = List.copyOf(directories);
    this.limits = limits;
    this.metrics = metrics;
  }

  /** What was read last; the first call reads. */
  Blocklists current() {
    if (!loaded) {
      refresh();
    }
    return current;
  }

  /** Reads what changed. */
  synchronized void refresh() {
    List<Path> files = new ArrayList<>();
    directories.forEach(directory -> files.addAll(files(directory)));
    read.keySet().retainAll(files);
    files.forEach(this::read);
    current = new Blocklists(read.values().stream().map(Read::list).toList());
    trouble =
        read.values().stream().map(Read::failure).filter(f -> !f.isEmpty()).findFirst().orElse("");
    metrics.loaded(current);
    loaded = true;
  }

  /** What is wrong with a file; empty when all are in force. */
  String trouble() {
    return trouble;
  }

  private List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(BlocklistFiles::isList).sorted().toList();
    } catch (IOException e) {
      metrics.fileFailed();
      LOG.warnf("The blocklists of %s cannot be read: %s", directory, e);
      return read.keySet().stream().filter(file -> directory.equals(file.getParent())).toList();
    }
  }

  private static boolean isList(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !file.getFileName().toString().startsWith(".");
  }

  private void read(Path file) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Read before = read.get(file);
      if (before == null || before.again() || !isSame(before, now)) {
        read.put(file, read(file, now, before));
      }
    } catch (IOException e) {
      metrics.fileFailed(); // it was removed, or comes back: the next time shows
      LOG.debugf("%s has no attributes: %s", file, e);
    }
  }

  private static boolean isSame(Read before, BasicFileAttributes now) {
    return before.modified().equals(now.lastModifiedTime()) && before.bytes() == now.size();
  }

  private Read read(Path file, BasicFileAttributes now, @Nullable Read before) {
    String name = file.getFileName().toString();
    try {
      Blocklist list = parse(file, now.size());
      return new Read(now.lastModifiedTime(), now.size(), list, "", false);
    } catch (IOException | IllegalArgumentException e) {
      String failure = name + ": " + sentence(e);
      failed(failure, before);
      Blocklist last = before == null ? new Blocklist(name) : before.list();
      return new Read(now.lastModifiedTime(), now.size(), last, failure, isAgain(e));
    }
  }

  private void failed(String failure, @Nullable Read before) {
    metrics.fileFailed();
    if (before == null || !before.failure().equals(failure)) {
      LOG.warnf("The blocklist %s; what was read of it before stays in force", failure);
    }
  }

  private static boolean isAgain(Exception e) {
    return e instanceof IOException && !(e instanceof CharacterCodingException);
  }

  private static String sentence(Exception e) {
    return e instanceof CharacterCodingException ? "it is no text" : String.valueOf(e.getMessage());
  }

  private Blocklist parse(Path file, long bytes) throws IOException {
    if (bytes > limits.bytes()) {
      throw new IllegalArgumentException(
          "it has %d bytes, more than %d".formatted(bytes, limits.bytes()));
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return BlocklistParser.parse(file.getFileName().toString(), text.lines(), limits.entries());
  }
}
