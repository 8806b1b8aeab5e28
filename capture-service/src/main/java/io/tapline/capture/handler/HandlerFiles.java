package io.tapline.capture.handler;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The files of one handler, the oldest first, and what becomes of them once they are closed. The
 * list is guarded by its own lock, which is held for a moment: files are compressed and deleted
 * without it, by one thread at a time.
 */
final class HandlerFiles {
  static final String ZSTD = ".zst";

  private static final int MAX_SAME_NAMES = 10_000;
  private static final int BUFFER_BYTES = 1 << 16;

  private final String handler;
  private final FileRules rules;
  private final int keepFiles;
  private final Path directory;
  private final DeletedFiles deleted;
  private final List<String> names;
  private String current = "";
  private long deletedFiles;
  private long deletedBytes;

  /**
   * @param directory what the files are confined to
   * @param deleted takes note of what is deleted
   */
  HandlerFiles(HandlerRecord record, Path directory, DeletedFiles deleted) {
    this.handler = record.spec().name();
    this.rules = record.spec().rules();
    this.keepFiles = record.spec().keepFiles();
    this.directory = directory;
    this.deleted = deleted;
    this.names = new ArrayList<>(record.files());
  }

  synchronized List<String> names() {
    return List.copyOf(names);
  }

  /** The file that is being written; empty when there is none. */
  synchronized String current() {
    return current;
  }

  synchronized long deletedFiles() {
    return deletedFiles;
  }

  synchronized long deletedBytes() {
    return deletedBytes;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** The first name that no file has: {@code a.pcap}, then {@code a-2.pcap} and so on. */
  String freeName(String wanted) throws IOException {
    String name = wanted;
    for (int number = 2; taken(name); number++) {
      if (number > MAX_SAME_NAMES) {
        throw new IOException("there are too many files named " + wanted);
      }
      name = numbered(wanted, number);
    }
    return name;
  }

  private boolean taken(String name) {
    return Files.exists(path(name)) || Files.exists(path(name + ZSTD));
  }

  private static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    return dot <= name.lastIndexOf('/')
        ? name + "-" + number
        : name.substring(0, dot) + "-" + number + name.substring(dot);
  }

  synchronized void begin(String name) {
    names.add(name);
    current = name;
  }

  synchronized void end() {
    current = "";
  }

  /** Deletes the oldest files beyond the number that is kept; called when a file begins. */
  void keepCount() throws IOException {
    for (String name = takeOldest(keepFiles); !name.isEmpty(); name = takeOldest(keepFiles)) {
      delete(name, DeletedFiles.Rule.COUNT);
    }
  }

  private synchronized String takeOldest(int most) {
    return most > 0 && names.size() > most ? names.removeFirst() : "";
  }

  /**
   * Compresses closed files and deletes those that are no longer kept.
   *
   * @return whether the list of files has changed
   */
  boolean settle(long nowMillis) throws IOException {
    boolean changed = false;
    if (rules.zstd()) {
      for (String name : closed()) {
        changed |= !name.endsWith(ZSTD) && compress(name);
      }
    }
    changed |= rules.keepNanos() > 0 && deleteOld(nowMillis);
    changed |= rules.keepBytes() > 0 && deleteBeyond();
    return changed;
  }

  private synchronized List<String> closed() {
    return names.stream().filter(name -> !name.equals(current)).toList();
  }

  private boolean compress(String name) throws IOException {
    Path plain = path(name);
    Path fresh = plain.resolveSibling("." + plain.getFileName() + ZSTD + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      copy(plain, channel);
      channel.force(true);
      Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(plain));
    } catch (NoSuchFileException e) { // somebody has taken it away
      Files.deleteIfExists(fresh);
      return remove(name);
    }
    Files.move(fresh, path(name + ZSTD), StandardCopyOption.ATOMIC_MOVE);
    boolean listed = replace(name, name + ZSTD);
    Files.deleteIfExists(listed ? plain : path(name + ZSTD));
    return listed;
  }

  private static void copy(Path plain, FileChannel channel) throws IOException {
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    try (ZstdOutputStream zstd = new ZstdOutputStream(new Unclosed(out))) {
      zstd.setChecksum(true);
      Files.copy(plain, zstd);
    }
    out.flush();
  }

  /** Leaves the channel open, to be synced. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }

  /** False when the file is no longer listed: it was deleted meanwhile. */
  private synchronized boolean replace(String name, String by) {
    int index = names.indexOf(name);
    if (index >= 0) {
      names.set(index, by);
    }
    return index >= 0;
  }

  private synchronized boolean remove(String name) {
    return names.remove(name);
  }

  private boolean deleteOld(long nowMillis) throws IOException {
    boolean changed = false;
    long oldest = nowMillis - TimeUnit.NANOSECONDS.toMillis(rules.keepNanos());
    for (String name : closed()) {
      changed |= closedMillis(name) <= oldest && drop(name, DeletedFiles.Rule.AGE);
    }
    return changed;
  }

  /** When it was written last; a file that is not there any more counts as old. */
  private long closedMillis(String name) throws IOException {
    try {
      return Files.getLastModifiedTime(path(name)).toMillis();
    } catch (NoSuchFileException e) {
      return Long.MIN_VALUE;
    }
  }

  private boolean deleteBeyond() throws IOException {
    boolean changed = false;
    long total = 0;
    for (String name : names()) {
      total += size(name);
    }
    for (String name : closed()) {
      if (total > rules.keepBytes()) {
        total -= size(name);
        changed |= drop(name, DeletedFiles.Rule.BYTES);
      }
    }
    return changed;
  }

  private boolean drop(String name, DeletedFiles.Rule rule) throws IOException {
    boolean listed = remove(name);
    if (listed) {
      delete(name, rule);
    }
    return listed;
  }

  private long size(String name) throws IOException {
    try {
      return Files.size(path(name));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** One that somebody else has taken away is not written down. */
  private void delete(String name, DeletedFiles.Rule rule) throws IOException {
    long bytes = size(name);
    if (Files.deleteIfExists(path(name))) {
      deleted.add(handler, name, bytes, rule);
      count(bytes);
    }
  }

  private synchronized void count(long bytes) {
    deletedFiles++;
    deletedBytes += bytes;
  }
}
