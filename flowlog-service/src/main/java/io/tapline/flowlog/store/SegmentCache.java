package io.tapline.flowlog.store;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Segments as files on local disk, for the scanner. Files in use are pinned and stay; of the others
 * the least recently used go when the files together exceed the limit. What is fetched is compared
 * with its checksum. For any number of threads; a segment is fetched once however many ask for it.
 *
 * <pre>
 *   absent --pin--> fetching --> on disk, pinned --release--> on disk --over the limit--> absent
 *                      |--> gone or corrupt: forgotten at once, told to those who asked
 * </pre>
 */
public final class SegmentCache {
  private enum State {
    ON_DISK,
    GONE,
    CORRUPT
  }

  private static final class Entry {
    final SegmentRef segment;
    final CompletableFuture<State> state = new CompletableFuture<>();
    int pins;

    Entry(SegmentRef segment) {
      this.segment = segment;
    }

    boolean evictable() {
      return pins == 0 && state.isDone();
    }
  }

  private final Path directory;
  private final long limitBytes;
  private final SegmentStore store;
  private final StoreMetrics metrics;
  private final Consumer<SegmentRef> dropped;
  private final Map<Long, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long sizeBytes;

  private SegmentCache(
      Path directory,
      long limitBytes,
      SegmentStore store,
      StoreMetrics metrics,
      Consumer<SegmentRef> dropped) {
    this.directory = directory;
    this.limitBytes = limitBytes;
    this.store = store;
    this.metrics = metrics;
    this.dropped = dropped;
    metrics.cacheSize(this, SegmentCache::sizeBytes);
  }

  /** Opens an empty cache; deletes what an earlier process left in the directory. */
  public static SegmentCache open(
      Path directory, long limitBytes, SegmentStore store, StoreMetrics metrics)
      throws IOException {
    return open(directory, limitBytes, store, metrics, segment -> {});
  }

  /**
   * Opens an empty cache; deletes what an earlier process left in the directory.
   *
   * @param dropped told of every segment that leaves the disk; must not call back
   */
  public static SegmentCache open(
      Path directory,
      long limitBytes,
      SegmentStore store,
      StoreMetrics metrics,
      Consumer<SegmentRef> dropped)
      throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "*.parquet*")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    return new SegmentCache(directory, limitBytes, store, metrics, dropped);
  }

  /**
   * Files that stay until released, and what could not be had.
   *
   * @param gone removed from the registry since it was read
   * @param corrupt their bytes are not what was written
   */
  public record Pinned(
      List<Path> files, List<SegmentRef> gone, List<SegmentRef> corrupt, Runnable release)
      implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }

  /**
   * Brings the segments to disk and keeps them there until released.
   *
   * @throws FlowlogException STORE_UNAVAILABLE
   */
  public Pinned pin(List<SegmentRef> segments) {
    List<Entry> missing = new ArrayList<>();
    List<Entry> pinned = pin(segments, missing);
    try {
      fetch(missing);
      return sort(pinned);
    } catch (RuntimeException e) {
      release(pinned);
      throw e;
    }
  }

  private synchronized List<Entry> pin(List<SegmentRef> segments, List<Entry> missing) {
    List<Entry> pinned = new ArrayList<>(segments.size());
    for (SegmentRef segment : segments) {
      Entry entry = entries.get(segment.id());
      if (entry == null) {
        entry = new Entry(segment);
        entries.put(segment.id(), entry);
        missing.add(entry);
      }
      entry.pins++;
      pinned.add(entry);
    }
    metrics.hits(segments.size() - missing.size());
    metrics.misses(missing.size());
    return pinned;
  }

  private void fetch(List<Entry> missing) {
    if (missing.isEmpty()) {
      return;
    }
    Map<Long, Entry> byId = new LinkedHashMap<>();
    missing.forEach(entry -> byId.put(entry.segment.id(), entry));
    try {
      store.fetch(
          missing.stream().map(entry -> entry.segment).toList(),
          (segment, content) -> arrived(Objects.requireNonNull(byId.get(segment.id())), content));
      missing.forEach(entry -> settle(entry, State.GONE));
    } catch (RuntimeException e) {
      missing.forEach(entry -> fail(entry, e));
      throw e;
    }
    evict();
  }

  private void arrived(Entry entry, byte[] content) {
    if (!entry.segment.sha256().equals(sha256(content))) {
      settle(entry, State.CORRUPT);
      return;
    }
    Path partial = directory.resolve(entry.segment.id() + ".parquet.partial");
    try {
      Files.write(partial, content);
      Files.move(partial, path(entry.segment), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FlowlogException(
          Reason.STORE_UNAVAILABLE, "Cannot keep a segment in " + directory + ": " + e, e);
    }
    settle(entry, State.ON_DISK);
  }

  private synchronized void settle(Entry entry, State state) {
    if (!entry.state.complete(state)) {
      return;
    }
    if (state == State.ON_DISK) {
      sizeBytes += entry.segment.sizeBytes();
    } else {
      entries.remove(entry.segment.id(), entry);
    }
  }

  private synchronized void fail(Entry entry, RuntimeException why) {
    if (entry.state.completeExceptionally(why)) {
      entries.remove(entry.segment.id(), entry);
    }
  }

  private Pinned sort(List<Entry> pinned) {
    List<Path> files = new ArrayList<>();
    List<SegmentRef> gone = new ArrayList<>();
    List<SegmentRef> corrupt = new ArrayList<>();
    for (Entry entry : pinned) {
      switch (await(entry)) {
        case ON_DISK -> files.add(path(entry.segment));
        case GONE -> gone.add(entry.segment);
        case CORRUPT -> corrupt.add(entry.segment);
      }
    }
    return new Pinned(files, gone, corrupt, once(() -> release(pinned)));
  }

  private static State await(Entry entry) {
    try {
      return entry.state.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof FlowlogException known ? known : e;
    }
  }

  private static Runnable once(Runnable release) {
    var released = new AtomicBoolean();
    return () -> {
      if (released.compareAndSet(false, true)) {
        release.run();
      }
    };
  }

  private synchronized void release(List<Entry> pinned) {
    pinned.forEach(entry -> entry.pins--);
    evict();
  }

  private synchronized void evict() {
    shrinkTo(limitBytes);
    if (sizeBytes > limitBytes) {
      metrics.cacheOverLimit();
    }
  }

  /** Deletes as many bytes of files that are not in use, the least recently used first. */
  public synchronized void giveUp(long bytes) {
    shrinkTo(Math.max(0, sizeBytes - bytes));
  }

  private void shrinkTo(long bytes) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (sizeBytes > bytes && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.evictable()) {
        oldest.remove();
        drop(entry.segment);
      }
    }
  }

  private void drop(SegmentRef segment) {
    sizeBytes -= segment.sizeBytes();
    metrics.evicted();
    delete(path(segment));
    dropped.accept(segment);
  }

  /** Takes over a file that was just written and registered, instead of fetching it later. */
  public synchronized void adopt(SegmentRef segment, Path file) {
    if (entries.containsKey(segment.id())) {
      delete(file);
      return;
    }
    try {
      Files.move(file, path(segment), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(file);
      return;
    }
    Entry entry = new Entry(segment);
    entries.put(segment.id(), entry);
    settle(entry, State.ON_DISK);
    evict();
  }

  /** Bytes of all files on disk. */
  public synchronized long sizeBytes() {
    return sizeBytes;
  }

  private Path path(SegmentRef segment) {
    return directory.resolve(segment.id() + ".parquet");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
