package io.tapline.capture.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one spool in order. Guarded by the spool's lock. */
final class SpoolFiles {
  private final Path directory;
  private final Deque<SpoolFile> files = new ArrayDeque<>();
  private final List<SpoolFile> dropped = new ArrayList<>();

  SpoolFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Finds the files of an earlier run; the time of the last frame in them, 0 when there is none.
   */
  long open() throws IOException {
    Files.createDirectories(directory);
    long lastNanos = 0;
    for (Path file : left()) {
      SpoolFile found = new SpoolFile(directory, SpoolFile.firstOf(file));
      if (Files.size(file) > 0) {
        lastNanos = Math.max(lastNanos, found.recover());
      }
      if (found.end() == found.first()) {
        found.delete();
      } else {
        addFound(found);
      }
    }
    return lastNanos;
  }

  /**
   * A hole in the positions (a damaged file) lets go of all before it: a reader cannot cross it.
   */
  private void addFound(SpoolFile found) throws IOException {
    SpoolFile before = files.peekLast();
    if (before != null && before.end() != found.first()) {
      delete();
    }
    files.add(found);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found.filter(SpoolFile::isSpoolFile).sorted().toList();
    }
  }

  /** A new file that begins at this position; an empty one that begins there is written anew. */
  SpoolFile add(long first) {
    SpoolFile last = files.peekLast();
    if (last != null && last.first() == first) {
      files.removeLast();
    }
    SpoolFile added = new SpoolFile(directory, first);
    files.add(added);
    return added;
  }

  /** Position after the last frame on disk; what the ledger says when there is no file. */
  long end(long remembered) {
    SpoolFile last = files.peekLast();
    return last == null ? remembered : last.end();
  }

  long oldest(long next) {
    SpoolFile first = files.peekFirst();
    return first == null ? next : first.first();
  }

  long visibleEnd(long next) {
    SpoolFile last = files.peekLast();
    return last == null ? next : last.end();
  }

  /** The file that holds a position, or the next one after a hole. */
  @Nullable SpoolView view(long position) {
    for (SpoolFile file : files) {
      if (position < file.end()) {
        return new SpoolView(file.path(), file.first(), file.end());
      }
    }
    return null;
  }

  /** All files in their order. */
  List<SpoolFile> list() {
    return List.copyOf(files);
  }

  /** Bytes of the files that hold frames from this position on. */
  long bytesFrom(long position) {
    return files.stream().filter(file -> file.end() > position).mapToLong(SpoolFile::bytes).sum();
  }

  /**
   * Drops the oldest files: acknowledged ones beyond the budget, any beyond the limit. They are
   * deleted by whoever takes them with {@link #takeDropped}.
   */
  void letGo(long acknowledged, SpoolLimits limits) {
    long total = files.stream().mapToLong(SpoolFile::bytes).sum();
    long kept = total - bytesFrom(acknowledged);
    while (files.size() > 1 && total > 0) {
      SpoolFile oldest = files.getFirst();
      boolean spare = oldest.end() <= acknowledged && kept > limits.keepBytes();
      if (!spare && total <= limits.maxBytes()) {
        return;
      }
      dropped.add(files.removeFirst());
      total -= oldest.bytes();
      kept -= oldest.end() <= acknowledged ? oldest.bytes() : 0;
    }
  }

  /** Files to delete. */
  List<SpoolFile> takeDropped() {
    List<SpoolFile> taken = List.copyOf(dropped);
    dropped.clear();
    return taken;
  }

  void delete() throws IOException {
    for (SpoolFile file : files) {
      file.delete();
    }
    files.clear();
  }
}
