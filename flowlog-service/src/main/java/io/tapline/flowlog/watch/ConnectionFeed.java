package io.tapline.flowlog.watch;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.search.CommittedRows;
import io.tapline.flowlog.search.ConnectionRow;
import io.tapline.flowlog.watch.Commits.Pending;
import io.tapline.flowlog.watch.Commits.Segment;
import io.tapline.flowlog.watch.Commits.Skipped;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one watcher is sent, part after part. The next part is read when it is asked for, so a
 * watcher that is slow holds no more than one in memory: what waits for it is the log itself. Calls
 * block; for one thread.
 */
final class ConnectionFeed {
  private final Sources sources;
  private final Wish wish;
  private WatchPosition position;

  /** Where feeds read. */
  record Sources(Commits commits, CommittedRows rows) {}

  /**
   * What a watcher wants.
   *
   * @param filter in the filter language; blank for all
   * @param updates whether open connections are sent as well
   * @param backlog connections that may wait for it; older ones are skipped
   */
  record Wish(String filter, boolean updates, long backlog) {}

  /**
   * A part of what became durable.
   *
   * @param names of sources by number
   * @param skipped before the rows
   * @param within how to go on behind one of the rows
   * @param end behind everything of it
   * @param full whether there may be more at once
   */
  record Part(
      List<ConnectionRow> rows,
      Map<Integer, String> names,
      Skipped skipped,
      WatchPosition within,
      WatchPosition end,
      boolean full) {
    static Part nothing(Skipped skipped, WatchPosition end, boolean full) {
      return new Part(List.of(), Map.of(), skipped, end, end, full);
    }

    /** Where the watcher is when it has so many of the rows, at least one. */
    WatchPosition behind(int sent) {
      return sent == rows.size()
          ? end
          : within.within(within.upTo(), rows.get(sent - 1).position(), within.skipped());
    }
  }

  /**
   * @throws Refusal INVALID_FILTER, UNKNOWN_FIELD
   */
  ConnectionFeed(Sources sources, Wish wish, WatchPosition position) {
    this.sources = sources;
    this.wish = wish;
    this.position = position;
    var _ = sources.rows().compile(wish.filter(), Map.of());
  }

  /**
   * What became durable since the part before.
   *
   * @throws Refusal RESUME_TOKEN_EXPIRED, INVALID_RESUME_TOKEN for a token of another log
   */
  Part next(Cancellation cancellation) {
    Pending pending = sources.commits().pending(position.after(), wish.backlog());
    check(pending);
    Part part =
        pending.skipped().connections() > 0 && !position.isWithin()
            ? Part.nothing(pending.skipped(), WatchPosition.behind(pending.skippedUpTo()), true)
            : read(pending.end(), cancellation);
    position = part.end();
    return part;
  }

  private void check(Pending pending) {
    if (position.upTo() > pending.end()) {
      throw ResumeToken.invalid();
    }
    if (pending.isExpired(position.after())) {
      throw Refusal.ofField(
          Reason.RESUME_TOKEN_EXPIRED, "resume_token", "What came next has left the history.");
    }
  }

  private Part read(long end, Cancellation cancellation) {
    long limit = position.isWithin() ? position.upTo() : end;
    List<Segment> segments = sources.commits().segments(position.after(), limit);
    long upTo = segments.size() < Commits.TOGETHER ? limit : segments.getLast().commit();
    List<Segment> wanted =
        segments.stream().filter(segment -> wish.updates() || !segment.open()).toList();
    return wanted.isEmpty()
        ? Part.nothing(Skipped.NOTHING, WatchPosition.behind(upTo), upTo < end)
        : read(wanted, upTo, upTo < end, cancellation);
  }

  /** The filter is compiled each time, since sources and net objects may have come meanwhile. */
  private Part read(List<Segment> wanted, long upTo, boolean more, Cancellation cancellation) {
    Map<Integer, String> names = sources.rows().sourceNames();
    CommittedRows.Part read = sources.rows().read(rows(wanted, names), cancellation);
    Skipped missing = missing(wanted, read.missing());
    long known = Math.max(position.skipped(), missing.connections());
    WatchPosition within = new WatchPosition(position.after(), upTo, position.last(), known);
    return new Part(
        read.rows(),
        names,
        missing.beyond(position.skipped()),
        within,
        read.isFull()
            ? within.within(upTo, read.rows().getLast().position(), known)
            : WatchPosition.behind(upTo),
        more || read.isFull());
  }

  private CommittedRows.Wanted rows(List<Segment> wanted, Map<Integer, String> names) {
    return new CommittedRows.Wanted(
        wanted.stream().map(Segment::id).collect(Collectors.toSet()),
        wanted.stream().mapToLong(Segment::firstStartNanos).min().orElseThrow(),
        wanted.stream().mapToLong(Segment::lastStartNanos).max().orElseThrow(),
        sources.rows().compile(wish.filter(), names),
        position.last());
  }

  /** A segment of open connections that is gone was replaced by a later state of them. */
  private static Skipped missing(List<Segment> wanted, Set<Long> missing) {
    return wanted.stream()
        .filter(segment -> !segment.open() && missing.contains(segment.id()))
        .map(Segment::asSkipped)
        .reduce(Skipped.NOTHING, Skipped::and);
  }
}
