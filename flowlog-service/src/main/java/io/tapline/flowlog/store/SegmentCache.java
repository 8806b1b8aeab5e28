package io.tapline.flowlog.store;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Segments as files on local disk, for the scanner. Files in use are pinned and stay; of the others
 * go, when the files together exceed the limit, those that only the background asked for and then
 * the least recently used. What is fetched is compared with its checksum, and so is what an earlier
 * process left, when it is asked for. For any number of threads; a segment is fetched once however
 * many ask for it.
 *
 * <pre>
 *   absent --pin--> fetching --> on disk, pinned --release--> on disk --over the limit--> absent
 *                      |--> gone or corrupt: forgotten at once, told to those who asked
 *                      |--> abandoned by the one who fetched: another who waits fetches
 *
 *   left by an earlier process, or distrusted --pin--> checksum --right--> on disk, pinned
 *                      |                                  |--wrong--> fetching
 *                      |--over the limit--> absent
 * </pre>
 */
public final class SegmentCache {
  private enum State {
    ON_DISK,
    GONE,
    CORRUPT,
    ABANDONED;

    /** Another may find it all the same: in its own moment of the log, or with more patience. */
    boolean isToBeTriedAgain() {
      return this == GONE || this == ABANDONED;
    }
  }

  private static final class Entry {
    final SegmentRef segment;
    final CompletableFuture<State> state = new CompletableFuture<>();
    int pins;

    /** Leaves the disk with its last pin. */
    boolean replaced;

    /** Asked for by programs that nobody waits for, and by nobody else yet. */
    boolean passing;

    Entry(SegmentRef segment, boolean passing) {
      this.segment = segment;
      this.passing = passing;
    }

    boolean evictable() {
      return pins == 0 && state.isDone();
    }
  }

  /** One pin of one segment by one caller, who brings the segment when nobody has yet. */
  private static final class Claim {
    final Entry entry;
    final boolean brings;
    boolean released;

    Claim(Entry entry, boolean brings) {
      this.entry = entry;
      this.brings = brings;
    }
  }

  private final CacheDirectory directory;
  private final long limitBytes;
  private final SegmentStore store;
  private final StoreMetrics metrics;
  private final Consumer<SegmentRef> dropped;
  private final Map<Long, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

  /** Sizes of files whose checksum is not known to be right, by segment. */
  private final Map<Long, Long> unchecked;

  private long sizeBytes;

  private SegmentCache(
      CacheDirectory directory,
      Map<Long, Long> unchecked,
      long limitBytes,
      SegmentStore store,
      StoreMetrics metrics,
      Consumer<SegmentRef> dropped) {
    this.directory = directory;
    this.unchecked = unchecked;
    this.sizeBytes = unchecked.values().stream().mapToLong(Long::longValue).sum();
    this.limitBytes = limitBytes;
    this.store = store;
    this.metrics = metrics;
    this.dropped = dropped;
    metrics.cacheSize(this, SegmentCache::sizeBytes);
  }

  /** Opens the cache with what an earlier process left in the directory. */
  public static SegmentCache open(
      Path directory, long limitBytes, SegmentStore store, StoreMetrics metrics)
      throws IOException {
    return open(directory, limitBytes, store, metrics, segment -> {});
  }

  /**
   * Opens the cache with what an earlier process left in the directory.
   *
   * @param store for callers without one of their own
   * @param dropped told of every segment that leaves the disk; must not call back
   */
  public static SegmentCache open(
      Path directory,
      long limitBytes,
      SegmentStore store,
      StoreMetrics metrics,
      Consumer<SegmentRef> dropped)
      throws IOException {
    CacheDirectory files = new CacheDirectory(directory);
    SegmentCache cache =
        new SegmentCache(files, files.takeStock(), limitBytes, store, metrics, dropped);
    synchronized (cache) {
      cache.evict();
    }
    return cache;
  }

  /**
   * Files that stay until released, and what could not be had.
   *
   * @param files of the segments that are there, in the order in which they were asked for
   * @param gone removed from the registry since it was read
   * @param corrupt their bytes are not what was written
   */
  public record Pinned(
      List<Path> files, List<SegmentRef> gone, List<SegmentRef> corrupt, Runnable release)
      implements AutoCloseable {
    /** Whether every segment is there. */
    public boolean isComplete() {
      return gone.isEmpty() && corrupt.isEmpty();
    }

    @Override
    public void close() {
      release.run();
    }
  }

  /**
   * Brings the segments to disk and keeps them there until released.
   *
   * @throws Refusal STORE_UNAVAILABLE
   */
  public Pinned pin(List<SegmentRef> segments) {
    return pin(segments, store, Intent.SUMS, StillWanted.ALWAYS);
  }

  /**
   * Brings the segments to disk as long as that is wanted and keeps them there until released.
   *
   * @param store what this caller fetches from, for example as of its moment of the log
   * @param intent of BACKGROUND, what is brought is the first to go again
   * @throws Refusal STORE_UNAVAILABLE, or what the caller's check says
   */
  public Pinned pin(
      List<SegmentRef> segments, SegmentStore store, Intent intent, StillWanted wanted) {
    List<Claim> claims = claim(segments, intent == Intent.BACKGROUND);
    try {
      bring(claims, store, wanted);
      for (int i = 0; i < claims.size(); i++) {
        awaitOrBring(claims, i, store, wanted);
      }
      return sort(claims);
    } catch (RuntimeException | Error e) {
      release(claims);
      throw e;
    }
  }

  private synchronized List<Claim> claim(List<SegmentRef> segments, boolean passing) {
    List<Claim> claims = new ArrayList<>(segments.size());
    int missing = 0;
    for (SegmentRef segment : segments) {
      Entry entry = entries.get(segment.id());
      boolean brings = entry == null;
      if (entry == null) {
        entry = new Entry(segment, passing);
        entries.put(segment.id(), entry);
        missing++;
      }
      entry.passing &= passing;
      entry.pins++;
      claims.add(new Claim(entry, brings));
    }
    metrics.hits(segments.size() - missing);
    metrics.misses(missing);
    return claims;
  }

  /** Whatever happens, nobody waits for ever for an entry that this caller was to bring. */
  private void bring(List<Claim> claims, SegmentStore from, StillWanted wanted) {
    List<Entry> missing = claims.stream().filter(c -> c.brings).map(c -> c.entry).toList();
    try {
      fetch(missing.stream().filter(entry -> !isLeft(entry, wanted)).toList(), from, wanted);
      missing.forEach(entry -> settle(entry, State.GONE));
    } catch (Refusal e) {
      missing.forEach(entry -> fail(entry, e));
      throw e;
    } finally {
      missing.forEach(entry -> settle(entry, State.ABANDONED));
    }
  }

  /** Whether a file that was there already is the segment. */
  private boolean isLeft(Entry entry, StillWanted wanted) {
    if (!takeUnchecked(entry.segment.id())) {
      return false;
    }
    Path file = directory.file(entry.segment.id());
    if (Checksum.matches(entry.segment, file, wanted)) {
      metrics.kept();
      settle(entry, State.ON_DISK);
      return true;
    }
    metrics.damaged();
    CacheDirectory.delete(file);
    return false;
  }

  private synchronized boolean takeUnchecked(long segment) {
    Long size = unchecked.remove(segment);
    sizeBytes -= size == null ? 0 : size;
    return size != null;
  }

  private void fetch(List<Entry> missing, SegmentStore from, StillWanted wanted) {
    if (missing.isEmpty()) {
      return;
    }
    Map<Long, Entry> byId = new LinkedHashMap<>();
    missing.forEach(entry -> byId.put(entry.segment.id(), entry));
    try (Arrivals arrivals = new Arrivals(directory)) {
      from.fetch(
          missing.stream().map(entry -> entry.segment).toList(),
          (segment, piece, last) -> {
            Arrival arrival = arrivals.take(segment, piece);
            if (last) {
              Entry entry = Objects.requireNonNull(byId.get(segment.id()));
              settle(entry, arrival.complete() ? State.ON_DISK : State.CORRUPT);
            }
          },
          wanted);
    }
  }

  private synchronized void settle(Entry entry, State state) {
    if (!entry.state.complete(state)) {
      return;
    }
    if (state == State.ON_DISK) {
      sizeBytes += entry.segment.sizeBytes();
      evict();
    } else {
      entries.remove(entry.segment.id(), entry);
    }
  }

  /** A store that is away is away for all who wait; any other reason is the caller's own. */
  private synchronized void fail(Entry entry, Refusal why) {
    if (why.reason() == Reason.STORE_UNAVAILABLE && entry.state.completeExceptionally(why)) {
      entries.remove(entry.segment.id(), entry);
    }
  }

  private void awaitOrBring(List<Claim> claims, int i, SegmentStore from, StillWanted wanted) {
    Claim claim = claims.get(i);
    while (!claim.brings && await(claim.entry, wanted).isToBeTriedAgain()) {
      List<Claim> again = claim(List.of(claim.entry.segment), claim.entry.passing);
      release(List.of(claim));
      claim = again.getFirst();
      claims.set(i, claim);
      bring(again, from, wanted);
    }
  }

  private static State await(Entry entry, StillWanted wanted) {
    while (true) {
      try {
        return entry.state.get(StillWanted.LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        wanted.check();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Refusal known ? known : new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompletionException(e);
      }
    }
  }

  private Pinned sort(List<Claim> claims) {
    List<Path> files = new ArrayList<>();
    List<SegmentRef> gone = new ArrayList<>();
    List<SegmentRef> corrupt = new ArrayList<>();
    for (Claim claim : claims) {
      SegmentRef segment = claim.entry.segment;
      switch (claim.entry.state.join()) {
        case ON_DISK -> files.add(directory.file(segment.id()));
        case GONE, ABANDONED -> gone.add(segment);
        case CORRUPT -> corrupt.add(segment);
      }
    }
    return new Pinned(files, gone, corrupt, once(() -> release(claims)));
  }

  private static Runnable once(Runnable release) {
    var released = new AtomicBoolean();
    return () -> {
      if (released.compareAndSet(false, true)) {
        release.run();
      }
    };
  }

  private synchronized void release(List<Claim> claims) {
    for (Claim claim : claims) {
      claim.entry.pins -= claim.released ? 0 : 1;
      claim.released = true;
      leaveIfReplaced(claim.entry);
    }
    evict();
  }

  private void evict() {
    shrinkTo(limitBytes);
    if (sizeBytes > limitBytes) {
      metrics.cacheOverLimit();
    }
  }

  /** Deletes as many bytes of files that are not in use, the least recently used first. */
  public synchronized void giveUp(long bytes) {
    shrinkTo(Math.max(0, sizeBytes - bytes));
  }

  /**
   * Files that an earlier process left and nobody has asked for since go first, then those that
   * nobody waited for: what looks over the whole log, from time to time, leaves there what people
   * ask for.
   */
  private void shrinkTo(long bytes) {
    Iterator<Map.Entry<Long, Long>> left = unchecked.entrySet().iterator();
    while (sizeBytes > bytes && left.hasNext()) {
      Map.Entry<Long, Long> earliest = left.next();
      left.remove();
      sizeBytes -= earliest.getValue();
      metrics.evicted();
      CacheDirectory.delete(directory.file(earliest.getKey()));
    }
    shrinkTo(bytes, true);
    shrinkTo(bytes, false);
  }

  private void shrinkTo(long bytes, boolean passingOnly) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (sizeBytes > bytes && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.evictable() && (entry.passing || !passingOnly)) {
        oldest.remove();
        metrics.evicted();
        drop(entry.segment);
      }
    }
  }

  /**
   * The log has other segments instead of these: their files leave the disk as soon as nobody uses
   * them. A question that began before fetches them as of its moment of the log.
   */
  public synchronized void replaced(List<SegmentRef> segments) {
    for (SegmentRef segment : segments) {
      Entry entry = entries.get(segment.id());
      if (entry != null) {
        entry.replaced = true;
        leaveIfReplaced(entry);
      } else if (takeUnchecked(segment.id())) {
        CacheDirectory.delete(directory.file(segment.id()));
      }
    }
  }

  private void leaveIfReplaced(Entry entry) {
    if (entry.replaced && entry.evictable() && entries.remove(entry.segment.id(), entry)) {
      drop(entry.segment);
    }
  }

  private void drop(SegmentRef segment) {
    sizeBytes -= segment.sizeBytes();
    CacheDirectory.delete(directory.file(segment.id()));
    dropped.accept(segment);
  }

  /** Takes over a file that was just written and registered, instead of fetching it later. */
  public synchronized void adopt(SegmentRef segment, Path file) {
    if (entries.containsKey(segment.id())) {
      CacheDirectory.delete(file);
      return;
    }
    try {
      directory.move(file, segment);
    } catch (IOException e) {
      CacheDirectory.delete(file);
      return;
    }
    takeUnchecked(segment.id());
    Entry entry = new Entry(segment, false);
    entries.put(segment.id(), entry);
    settle(entry, State.ON_DISK);
  }

  /**
   * A file could not be read: it is compared with its checksum when it is asked for next, and
   * fetched again if it was damaged on this disk. Those who have pinned it keep it.
   */
  public synchronized void distrust(SegmentRef segment) {
    Entry entry = entries.get(segment.id());
    if (entry != null && entry.state.isDone()) {
      entries.remove(segment.id());
      unchecked.put(segment.id(), segment.sizeBytes());
      dropped.accept(segment);
    }
  }

  /** Bytes of all files on disk. */
  public synchronized long sizeBytes() {
    return sizeBytes;
  }
}
