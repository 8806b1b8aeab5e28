package io.tapline.eventstore.event;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.event.AtomicInsert.Result;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AtomicInsertTest {
  private static StoreOnPostgres store;
  private static AtomicInsert atomic;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
    atomic = new AtomicInsert(new IdeaParser(IdeaLimits.DEFAULT), store.inserter);
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private final String scan = Ideas.unique("atomic");

  private String message(int number) {
    return message(number, "10.0.0.5");
  }

  private String message(int number, String source) {
    return Ideas.scan(scan + "-" + number, "2026-03-01T00:00:00Z", scan, "low", source);
  }

  private List<Result> insert(String... messages) {
    return await(atomic.insert(List.of(messages)));
  }

  /** Ids go on with a minus sign, keys with a plus sign. */
  private long count(String table, String column) {
    return store
        .row(
            "SELECT count(*) FROM eventstore.%s WHERE %s ~ '^%s[-+]'"
                .formatted(table, column, scan))
        .getLong(0);
  }

  private void assertNothingStored() {
    assertThat(count("event", "id")).isZero();
    assertThat(count("event_address", "event_id")).isZero();
    assertThat(count("event_change", "event_id")).isZero();
    assertThat(count("threshold", "key")).as("windows").isZero();
  }

  private void assertRefused(Reason reason, String index, String... messages) {
    assertThatThrownBy(() -> insert(messages))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.details()).containsEntry("index", index);
              assertThat(refusal.sentence()).endsWith("; nothing was stored");
            });
  }

  @Test
  void all_are_stored_and_decided_in_their_order_and_again_they_are_no_error() {
    String[] messages = {message(1), message(2), message(1)};
    assertThat(insert(messages))
        .containsExactly(
            new Result(scan + "-1", Outcome.NEW, false),
            new Result(scan + "-2", Outcome.THRESHOLDED, false),
            new Result(scan + "-1", Outcome.NEW, true));
    assertThat(insert(messages)).extracting(Result::alreadyStored).containsOnly(true);
    assertThat(count("event", "id")).isEqualTo(2);
    assertThat(store.explain(scan + "-2").getFirst().thresholdedCount()).isEqualTo(1);
  }

  @Test
  void what_is_missing_of_a_list_is_added() {
    var _ = insert(message(1));
    assertThat(insert(message(1), message(2)))
        .extracting(Result::alreadyStored)
        .containsExactly(true, false);
  }

  @Test
  void a_message_that_cannot_be_read_keeps_all_others_from_being_stored() {
    assertRefused(Reason.INVALID_IDEA, "1", message(1), "{", message(2));
    assertNothingStored();
  }

  @Test
  void two_messages_with_one_id_keep_all_from_being_stored() {
    String other = message(1, "10.0.0.6");
    assertRefused(Reason.EVENT_ID_CONFLICT, "2", message(1), message(2), other);
    assertNothingStored();
  }

  @Test
  void an_id_that_is_stored_with_other_content_keeps_all_from_being_stored() {
    var _ = insert(message(1));
    String other = message(1, "10.0.0.6");
    assertRefused(Reason.EVENT_ID_CONFLICT, "2", message(2), message(3), other);
    assertThat(count("event", "id")).isEqualTo(1);
    assertThat(count("threshold", "key")).as("windows").isEqualTo(1);
    assertThat(
            store
                .row(
                    "SELECT thresholded_count FROM eventstore.threshold WHERE key ~ '^%s[+]'"
                        .formatted(scan))
                .getValue(0)
                .toString())
        .as("kept back by the window")
        .isEqualTo("0");
  }

  @Test
  void a_failure_of_the_database_in_the_middle_leaves_nothing() {
    store.execute(
        """
        CREATE FUNCTION eventstore.refuse_address() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no room for addresses'; END $$;
        CREATE TRIGGER refuse_address BEFORE INSERT ON eventstore.event_address
        FOR EACH ROW WHEN (NEW.event_id ~ '^%s-') EXECUTE FUNCTION eventstore.refuse_address()\
        """
            .formatted(scan));
    assertThatThrownBy(() -> insert(message(1), message(2)))
        .hasMessageContaining("no room for addresses");
    assertNothingStored();
  }

  /** While the last message's key is held by another, the first ones are not to be seen. */
  @Test
  void nobody_sees_a_part_of_them() {
    var _ = insert(message(0, "10.0.0.9"));
    SqlConnection other = await(store.pool.getConnection());
    other.query("BEGIN").executeAndAwait();
    other
        .query("SELECT 1 FROM eventstore.threshold WHERE key ~ '^%s[+]' FOR UPDATE".formatted(scan))
        .executeAndAwait();
    CompletableFuture<List<Result>> waiting =
        atomic.insert(List.of(message(1), message(2, "10.0.0.9"))).subscribe().asCompletionStage();
    Await.until("the list waits for the key", AtomicInsertTest::aSessionWaits);
    assertThat(waiting).isNotDone();
    assertThat(count("event", "id")).isEqualTo(1);
    other.query("COMMIT").executeAndAwait();
    other.closeAndAwait();
    assertThat(waiting.join()).hasSize(2);
    assertThat(count("event", "id")).isEqualTo(3);
  }

  private static boolean aSessionWaits() {
    return store
            .row("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            .getLong(0)
        > 0;
  }

  /** Both lists have the same ids with other keys: one of them is stored, whole. */
  @Test
  void of_two_lists_that_contradict_each_other_one_is_stored_whole() {
    List<CompletableFuture<List<Result>>> both =
        Stream.of("10.0.1.1", "10.0.2.2")
            .map(source -> IntStream.range(0, 50).mapToObj(i -> message(i, source)).toList())
            .map(list -> atomic.insert(list).subscribe().asCompletionStage())
            .toList();
    long refused = both.stream().filter(AtomicInsertTest::isRefused).count();
    assertThat(refused).isEqualTo(1);
    assertThat(count("event", "id")).isEqualTo(50);
    assertThat(count("threshold", "key")).isEqualTo(1);
  }

  private static boolean isRefused(CompletableFuture<List<Result>> list) {
    Throwable failure = list.handle((_, thrown) -> thrown).join();
    if (failure != null) {
      assertThat(StoreFailures.explain(failure))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(Reason.EVENT_ID_CONFLICT));
    }
    return failure != null;
  }
}
