package io.tapline.flowlog.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.Pieces;
import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.OpenFile;
import io.tapline.flowlog.checkpoint.PostgresCheckpointStore;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.merge.MergePolicy;
import io.tapline.flowlog.merge.SegmentMerger;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.search.CommittedRows;
import io.tapline.flowlog.search.ConnectionRow;
import io.tapline.flowlog.search.Engine;
import io.tapline.flowlog.segment.BackgroundEngine.Share;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectionFeedTest {
  private static final long BACKLOG = 100_000;

  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final LogHarness log = new LogHarness(database, 1 << 24);

  private final Segments segments = log.segments();
  private final Engine engine = new Engine(log.duckDb, log.snapshots, Duration.ofSeconds(30));
  private final ConnectionFeed.Sources sources =
      new ConnectionFeed.Sources(new Commits(database.log()), new CommittedRows(engine));

  @AfterEach
  void close() {
    engine.close();
  }

  private ConnectionFeed feed(String filter, long backlog, WatchPosition from) {
    return new ConnectionFeed(sources, new ConnectionFeed.Wish(filter, false, backlog), from);
  }

  private ConnectionFeed all(WatchPosition from) {
    return feed("", BACKLOG, from);
  }

  private WatchPosition now() {
    return WatchPosition.behind(sources.commits().end());
  }

  private static ConnectionFeed.Part next(ConnectionFeed feed) {
    return feed.next(new Cancellation());
  }

  /** Everything until nothing more is there. */
  private static List<ConnectionFeed.Part> rest(ConnectionFeed feed) {
    List<ConnectionFeed.Part> all = new ArrayList<>();
    do {
      all.add(next(feed));
    } while (all.getLast().full());
    return all;
  }

  private static List<String> ids(List<ConnectionFeed.Part> parts) {
    return parts.stream()
        .flatMap(part -> part.rows().stream())
        .map(ConnectionFeedTest::id)
        .toList();
  }

  private static String id(ConnectionRow row) {
    return row.sourceId() + "-" + row.firstFrame();
  }

  private static List<String> idsOf(List<Row> rows) {
    return rows.stream().map(row -> row.source() + "-" + row.firstFrame()).toList();
  }

  private static long skipped(List<ConnectionFeed.Part> parts) {
    return parts.stream().mapToLong(part -> part.skipped().connections()).sum();
  }

  @Test
  void what_became_durable_since_is_sent_once_and_nothing_before() throws Exception {
    segments.commit(20);
    WatchPosition start = now();
    ConnectionFeed feed = all(start);
    assertThat(ids(rest(feed))).isEmpty();
    segments.commit(30);
    segments.commit(40);

    assertThat(ids(rest(feed)))
        .containsExactlyInAnyOrderElementsOf(idsOf(segments.rows().subList(20, 90)));
    assertThat(ids(rest(feed))).isEmpty();
    assertThat(ids(rest(all(start)))).hasSize(70);
  }

  @Test
  void only_what_matches_is_sent_also_by_an_address() throws Exception {
    ConnectionFeed udp = feed("protocol = udp", BACKLOG, now());
    ConnectionFeed nobody = feed("host = 203.0.113.99", BACKLOG, now());
    segments.commit(200);
    List<Row> wanted = segments.rows().stream().filter(row -> row.protocol() == 17).toList();
    assertThat(wanted).isNotEmpty();
    assertThat(ids(rest(udp))).containsExactlyInAnyOrderElementsOf(idsOf(wanted));
    List<ConnectionFeed.Part> nothing = rest(nobody);
    assertThat(ids(nothing)).isEmpty();
    assertThat(skipped(nothing)).as("a segment that cannot match is not missing").isZero();
  }

  @Test
  void a_watcher_goes_on_in_the_middle_of_a_large_commit_by_its_token() throws Exception {
    WatchPosition start = now();
    segments.commit(2 * CommittedRows.PART + 10);
    ConnectionFeed.Part first = next(all(start));
    assertThat(first.rows()).hasSize(CommittedRows.PART);
    assertThat(first.full()).isTrue();

    List<String> sent = new ArrayList<>(ids(List.of(first)).subList(0, 1_000));
    WatchPosition behind = ResumeToken.read(ResumeToken.write(first.behind(1_000)));
    segments.commit(5);
    sent.addAll(ids(rest(all(behind))));

    assertThat(sent)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(idsOf(segments.rows()));
  }

  @Test
  void many_small_commits_are_read_in_groups_that_take_no_commit_apart() throws Exception {
    WatchPosition start = now();
    for (int i = 0; i < Commits.TOGETHER + 10; i++) {
      segments.commit(2);
    }
    List<ConnectionFeed.Part> parts = rest(all(start));
    assertThat(parts).hasSize(2);
    assertThat(parts.getFirst().rows()).hasSize(2 * Commits.TOGETHER);
    assertThat(ids(parts)).containsExactlyInAnyOrderElementsOf(idsOf(segments.rows()));
  }

  @Test
  void what_is_beyond_the_backlog_is_skipped_and_counted_and_the_newest_commit_never()
      throws Exception {
    WatchPosition start = now();
    segments.commit(30);
    segments.commit(40);
    segments.commit(50);
    ConnectionFeed feed = feed("", 50, start);

    List<ConnectionFeed.Part> parts = rest(feed);

    assertThat(skipped(parts)).isEqualTo(70);
    assertThat(ids(parts))
        .containsExactlyInAnyOrderElementsOf(idsOf(segments.rows().subList(70, 120)));
    Commits.Skipped told = parts.getFirst().skipped();
    assertThat(segments.rows().subList(0, 70))
        .allMatch(
            row ->
                told.firstStartNanos() <= row.startNanos()
                    && row.startNanos() <= told.lastStartNanos());
  }

  @Test
  void connections_whose_segments_were_merged_meanwhile_are_counted_as_missed() throws Exception {
    WatchPosition start = now();
    for (int i = 0; i < 8; i++) {
      segments.commit(30);
    }
    SegmentMerger merger = log.merger(new MergePolicy(2000, 4, 8));
    while (merger.mergeOnce(Share.SPARE)) {}
    long left =
        database.number(
            "SELECT coalesce(sum(row_count), 0)::bigint FROM flowlog.segment WHERE level = 0");
    assertThat(left).isLessThan(240);

    List<ConnectionFeed.Part> parts = rest(all(start));

    assertThat(ids(parts)).hasSize((int) left);
    assertThat(skipped(parts)).isEqualTo(240 - left);
  }

  @Test
  void a_segment_that_leaves_while_it_is_being_sent_is_counted_once() throws Exception {
    WatchPosition start = now();
    segments.commit(30);
    segments.commit(CommittedRows.PART);
    database.execute("DELETE FROM flowlog.segment WHERE row_count = 30");
    ConnectionFeed feed = all(start);
    ConnectionFeed.Part first = next(feed);
    assertThat(first.full()).isTrue();
    assertThat(first.skipped().connections()).isEqualTo(30);
    assertThat(skipped(rest(feed))).isZero();
  }

  @Test
  void open_connections_are_sent_only_to_those_who_want_updates() throws Exception {
    WatchPosition start = now();
    openConnections(5);
    ConnectionFeed updates =
        new ConnectionFeed(sources, new ConnectionFeed.Wish("", true, BACKLOG), start);
    assertThat(ids(rest(updates))).hasSize(5);
    assertThat(ids(rest(all(start)))).isEmpty();
    database.execute("DELETE FROM flowlog.segment WHERE open");
    List<ConnectionFeed.Part> replaced =
        rest(new ConnectionFeed(sources, new ConnectionFeed.Wish("", true, BACKLOG), start));
    assertThat(skipped(replaced)).as("a later state of them follows").isZero();
  }

  private void openConnections(int count) throws Exception {
    CheckpointStore store = new PostgresCheckpointStore(database.log());
    Lease lease = store.open("probe", "live", SourceEncoding.PACKETS);
    var committed =
        store.commit(
            new Checkpoint(
                lease.sourceId(),
                lease.epoch(),
                lease.checkpoint() + 1,
                1,
                List.of(),
                List.of(new OpenFile(1, file(count), Pieces.of(new byte[0]))),
                new SavedOpen(Map.of(), Set.of(1L)),
                new byte[0],
                List.of(),
                SourceAccount.EMPTY,
                false));
    assertThat(committed.segmentIds()).hasSize(1);
  }

  private SegmentFile file(int count) throws Exception {
    Random random = new Random(1);
    try (ConnectionBatch batch = new ConnectionBatch()) {
      for (int i = 0; i < count; i++) {
        Row row = Row.random(random, i);
        batch.append(row.source(), row);
      }
      return new SegmentWriter(log.duckDb).write(batch, log.directory().resolve("open.parquet"));
    }
  }

  @Test
  void a_source_that_comes_later_is_found_by_its_name() throws Exception {
    WatchPosition start = now();
    ConnectionFeed feed = feed("source = probe/made-up", BACKLOG, start);
    assertThat(ids(rest(feed))).isEmpty();
    segments.commit(50);
    long sourceOne = segments.rows().stream().filter(row -> row.source() == 1).count();
    assertThat(ids(rest(feed))).hasSize((int) sourceOne);
  }

  @Test
  void a_token_of_another_log_and_one_that_is_too_old_are_refused() {
    assertThat(reasonOf(WatchPosition.behind(5))).isEqualTo(Reason.INVALID_RESUME_TOKEN);
    database.execute("UPDATE flowlog.clock SET sequence = 200000");
    assertThat(reasonOf(WatchPosition.behind(5))).isEqualTo(Reason.RESUME_TOKEN_EXPIRED);
    assertThat(ids(rest(all(WatchPosition.behind(100_000))))).isEmpty();
  }

  private Object reasonOf(WatchPosition from) {
    try {
      var _ = next(all(from));
      return "none";
    } catch (Refusal e) {
      return e.reason();
    }
  }

  @Test
  void a_filter_is_checked_before_anything_is_read() {
    assertThatThrownBy(() -> feed("port = ", BACKLOG, WatchPosition.behind(0)))
        .isInstanceOf(Refusal.class);
  }
}
