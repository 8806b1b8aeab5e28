package io.tapline.flowlog.hostcopy;

import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.HostSorted;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentDays;
import io.tapline.flowlog.store.SegmentRef;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of large segments on local disk, sorted by the address of a side, for questions about one
 * host. They are derived and never needed: whatever is wrong with one, it goes, and questions read
 * the segment itself. For any number of threads.
 *
 * <pre>
 *   absent --asked for--> wanted --{@link #next}--> being made --{@link #made}--> on disk
 *     ^                     |                         |                      |
 *     +---- no room --------+------- not made --------+-- touched, not readable, room is needed, segment dropped
 * </pre>
 */
public final class HostCopies implements HostSorted.Finder {
  private final HostCopySettings settings;
  private final HostCopyMetrics metrics;
  private final LongSupplier nanoTime;
  private final HostCopyShelf shelf;
  private final Set<HostCopyKey> wanted = new LinkedHashSet<>();
  private final BlockingQueue<HostCopyKey> waiting = new LinkedBlockingQueue<>();
  private @Nullable Long restsUntilNanoTime;

  private HostCopies(HostCopySettings settings, HostCopyMetrics metrics, LongSupplier nanoTime) {
    this.settings = settings;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.shelf = new HostCopyShelf(settings, nanoTime);
    metrics.size(this, HostCopies::sizeBytes);
  }

  /**
   * Opens without copies; deletes what an earlier process left in the directory.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public static HostCopies open(
      HostCopySettings settings, HostCopyMetrics metrics, LongSupplier nanoTime)
      throws IOException {
    Files.createDirectories(settings.directory());
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(settings.directory(), "*.parquet*")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    return new HostCopies(settings, metrics, nanoTime);
  }

  @Override
  public HostSorted of(SegmentRef segment, long rows, Intent intent) {
    boolean settled = SegmentDays.isSettled(segment.id());
    long least = settled ? settings.leastRows() : settings.leastFreshRows();
    return settings.limitBytes() == 0 || rows < least
        ? HostSorted.NONE
        : new Given(segment, intent == Intent.ROWS);
  }

  private final class Given implements HostSorted {
    private final SegmentRef segment;
    private final boolean wants;
    private final Map<Side, Optional<HostCopy>> given = new EnumMap<>(Side.class);

    /**
     * @param wants whether a copy that is not there is to be made
     */
    Given(SegmentRef segment, boolean wants) {
      this.segment = segment;
      this.wants = wants;
    }

    @Override
    public @Nullable Path by(Side side) {
      return given
          .computeIfAbsent(
              side, asked -> Optional.ofNullable(find(new HostCopyKey(segment, asked), wants)))
          .map(HostCopy::file)
          .orElse(null);
    }

    @Override
    public boolean distrust() {
      given.forEach((side, copy) -> copy.ifPresent(known -> lose(new HostCopyKey(segment, side))));
      return given.values().stream().anyMatch(Optional::isPresent);
    }
  }

  private synchronized @Nullable HostCopy find(HostCopyKey key, boolean wants) {
    HostCopy copy = shelf.use(key);
    if (copy != null && copy.isAsMade()) {
      metrics.used();
      return copy;
    }
    lose(key);
    if (wants) {
      want(key);
    }
    return null;
  }

  private synchronized void lose(HostCopyKey key) {
    if (shelf.remove(key)) {
      metrics.lost();
    }
  }

  private void want(HostCopyKey key) {
    if (wanted.contains(key)) {
      return;
    }
    if (isResting() || wanted.size() >= settings.waiting() || !shelf.makeRoom(expected(key))) {
      metrics.refused();
      return;
    }
    wanted.add(key);
    waiting.add(key);
  }

  private boolean isResting() {
    return restsUntilNanoTime != null && nanoTime.getAsLong() - restsUntilNanoTime < 0;
  }

  /** With those that are wanted already; a copy is up to a quarter larger than its segment. */
  private long expected(HostCopyKey key) {
    long segments = wanted.stream().mapToLong(other -> other.segment().sizeBytes()).sum();
    return (segments + key.segment().sizeBytes()) * 5 / 4;
  }

  /** Waits for a copy to make, which ends with {@link #made} or {@link #notMade}. */
  Optional<HostCopyKey> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** A copy waited because a source was busy. */
  void postponed() {
    metrics.postponed();
  }

  /** Takes the file over. */
  synchronized void made(HostCopyKey key, Path file) throws IOException {
    if (shelf.place(key, HostCopy.of(file))) {
      metrics.made();
    } else {
      metrics.refused();
    }
    wanted.remove(key);
  }

  /** Makes no other for a while: the next one would fare no better. */
  synchronized void notMade(HostCopyKey key) {
    metrics.failed();
    wanted.remove(key);
    restsUntilNanoTime = nanoTime.getAsLong() + settings.rest().toNanos();
  }

  /** The segment is not on local disk any more, so nothing of it. */
  public synchronized void forget(SegmentRef segment) {
    for (Side side : Side.values()) {
      shelf.remove(new HostCopyKey(segment, side));
    }
  }

  /** Deletes as many bytes of copies that were not used lately; gives the bytes deleted. */
  public synchronized long giveUp(long bytes) {
    return shelf.giveUp(bytes);
  }

  /** Bytes of all copies on disk. */
  public synchronized long sizeBytes() {
    return shelf.sizeBytes();
  }

  Path directory() {
    return settings.directory();
  }
}
