package io.tapline.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL crashes and starts again while a bulk is being stored. */
class CrashedPostgresTest {
  private static final String TIME = "2026-03-01T00:00:00Z";
  private static final int EVENTS = 200;
  private static final int KEYS = 10;

  @SuppressWarnings("NullAway.Init") // set before each test
  private StoreOnPostgres store;

  @BeforeEach
  void open() throws Exception {
    store = new StoreOnPostgres();
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void the_caller_is_told_and_a_repeat_stores_and_decides_each_event_once() throws Exception {
    List<IdeaMessage> bulk =
        IntStream.range(0, EVENTS)
            .mapToObj(i -> store.idea("event-" + i, TIME, "scan", "low", "10.0.0." + i % KEYS))
            .toList();
    Throwable failure = crashIn(bulk);
    assertThat(StoreFailures.explain(failure))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE));

    assertThat(untilTheServerIsBack(bulk)).hasSize(EVENTS);
    assertThat(StoreOnPostgres.await(store.inserter.insert(bulk))).as("stored before").isEmpty();
    assertThat(count("eventstore.event")).isEqualTo(EVENTS);
    assertThat(count("eventstore.decision")).isEqualTo(EVENTS);
    assertThat(
            store.row("SELECT count(*) FROM eventstore.decision WHERE outcome = 'NEW'").getLong(0))
        .isEqualTo(KEYS);
  }

  /** The bulk waits for a table in the middle of its transaction when the server crashes. */
  private Throwable crashIn(List<IdeaMessage> bulk) throws Exception {
    try (ExecutorService executor = Executors.newSingleThreadExecutor();
        Connection other = store.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE eventstore.event IN SHARE MODE");
      Future<?> insert = executor.submit(() -> StoreOnPostgres.await(store.inserter.insert(bulk)));
      store.crashServerWhileASessionWaits();
      return Objects.requireNonNull(catchThrowable(insert::get).getCause());
    }
  }

  private Map<String, StoredEvent> untilTheServerIsBack(List<IdeaMessage> bulk) {
    return Await.until("the server is back", () -> insert(bulk), stored -> !stored.isEmpty());
  }

  /** Nothing while the server recovers. */
  private Map<String, StoredEvent> insert(List<IdeaMessage> bulk) {
    try {
      return StoreOnPostgres.await(store.inserter.insert(bulk));
    } catch (RuntimeException e) {
      assertThat(StoreFailures.explain(e)).isInstanceOf(Refusal.class);
      return Map.of();
    }
  }

  private long count(String table) {
    return store.row("SELECT count(*) FROM " + table).getLong(0);
  }
}
