package io.tapline.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.threshold.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replicas share nothing but the database. */
class ReplicasTest {
  private static final String TIME = "2026-03-01T00:00:00Z";
  private static final int REPLICAS = 10;
  private static final int KEYS = 20;

  @Test
  void of_ten_replicas_that_decide_one_key_at_once_one_says_new() throws Exception {
    try (StoreOnPostgres store = new StoreOnPostgres();
        ExecutorService executor = Executors.newFixedThreadPool(REPLICAS)) {
      List<EventInserter> replicas = Stream.generate(store::replica).limit(REPLICAS).toList();
      for (int key = 0; key < KEYS; key++) {
        assertThat(decideAtOnce(store, replicas, executor, key))
            .hasSize(REPLICAS)
            .filteredOn(outcome -> outcome == Outcome.NEW)
            .hasSize(1);
      }
    }
  }

  private static List<Outcome> decideAtOnce(
      StoreOnPostgres store, List<EventInserter> replicas, ExecutorService executor, int key)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(REPLICAS);
    List<Future<Outcome>> decisions = new ArrayList<>();
    for (int i = 0; i < REPLICAS; i++) {
      EventInserter replica = replicas.get(i);
      String id = "event-%d-%d".formatted(key, i);
      IdeaMessage idea = store.idea(id, TIME, "scan", "low", "10.0.0." + key);
      decisions.add(
          executor.submit(
              () -> {
                together.await();
                return decide(replica, idea);
              }));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> decision : decisions) {
      outcomes.add(decision.get());
    }
    return outcomes;
  }

  private static Outcome decide(EventInserter replica, IdeaMessage idea) {
    StoredEvent stored = StoreOnPostgres.await(replica.insert(List.of(idea))).get(idea.id());
    return Objects.requireNonNull(stored, "stored before").decision().outcome();
  }
}
